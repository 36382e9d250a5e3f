import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { StartupError } from './platform/startup-error.ts'

/**
 * Makes the data directory and takes it for this process, so that two instances never share one. A lock that a killed process
 * left behind is taken over. Answers how to give it back. Throws StartupError when it cannot be written or is in use.
 */
export function lockDataDir(dataDir: string): () => void {
  const file = path.join(dataDir, 'omnicrm.pid')
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o755 })
    const holder = readHolder(file)
    if (holder !== undefined && isOurs(holder)) {
      throw new StartupError(
        `The data directory ${dataDir} is in use by another OmniCRM (process ${holder}): stop it, or set OMNICRM_DATA_DIR.`,
      )
    }
    writeFileSync(file, `${process.pid}\n`, { mode: 0o644 })
  } catch (error) {
    if (error instanceof StartupError) throw error
    throw new StartupError(
      `The data directory ${dataDir} cannot be written (${(error as { code?: string }).code}): set OMNICRM_DATA_DIR to one that can.`,
    )
  }
  return () => rmSync(file, { force: true })
}

function readHolder(file: string): number | undefined {
  try {
    const pid = Number(readFileSync(file, 'utf8'))
    return Number.isInteger(pid) && pid > 0 && pid !== process.pid ? pid : undefined
  } catch {
    return undefined
  }
}

/** Process numbers are used again; only a process that runs this server counts. */
function isOurs(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as { code?: string }).code !== 'EPERM') return false
  }
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('apps/server/src/main.ts')
  } catch {
    // No /proc on this system: the number being alive is all we know.
    return process.platform !== 'linux'
  }
}
