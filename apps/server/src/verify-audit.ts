import { joinData } from './open-data.ts'
import { verifyChain } from './platform/audit/verify-chain.ts'
import { loadConfig } from './platform/config/load-config.ts'
import { readSettings } from './platform/config/settings.ts'
import { openDatabase } from './platform/database/open-database.ts'
import { openSeal } from './platform/seal.ts'
import { StartupError } from './platform/startup-error.ts'

const say = (line: string): void => void process.stdout.write(`${line}\n`)

/** Checks the activity log against its hash chain. Exit code 0: it holds; 1: it is broken; 2: it could not be checked. */
async function main(): Promise<number> {
  const settings = readSettings('serve')
  const config = loadConfig(settings.configPath)
  const data = await joinData(config, settings.dataDir)
  try {
    const { db } = await openDatabase({ url: data.databaseUrl, poolSize: 2 })
    try {
      const verdict = await verifyChain({ db, seal: openSeal(settings.dataDir), dataDir: settings.dataDir })
      say(`${verdict.verified} entries verified, ${verdict.waiting} waiting for their link`)
      if (!verdict.broken) return 0
      const { activityId, reason } = verdict.broken
      say(activityId === null ? `BROKEN: ${reason}` : `BROKEN at activity_id ${activityId}: ${reason}`)
      return 1
    } finally {
      await db.destroy()
    }
  } finally {
    await data.stop()
  }
}

try {
  process.exitCode = await main()
} catch (error) {
  if (!(error instanceof StartupError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 2
}
