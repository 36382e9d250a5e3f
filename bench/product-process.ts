import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

export const ADMIN = { email: 'ada@example.com', password: 'Correct-horse-1' }

export type ProductProcess = { url: string; ocsPort: number; pid: number; seconds: number; stop(): Promise<void> }

const root = path.resolve(import.meta.dirname, '..')
const PORT = 5290
const OCS_PORT = 2290

/** Starts the product as a process of its own on an empty installation in `dir`; `seconds` is from spawn to "ready". */
export async function startProductProcess(dir: string): Promise<ProductProcess> {
  const configPath = path.join(dir, 'crm_config.yaml')
  if (!existsSync(configPath)) writeFileSync(configPath, unlimited())
  const started = performance.now()
  const child = spawn(process.execPath, [path.join(root, 'apps/server/src/main.ts'), 'demo'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      NODE_ENV: 'production',
      PORT: String(PORT),
      OMNICRM_OCS_PORT: String(OCS_PORT),
      OMNICRM_DATA_DIR: path.join(dir, 'data'),
      OMNICRM_CONFIG: configPath,
      OMNICRM_DEMO: '0',
      OMNICRM_ADMIN_EMAIL: ADMIN.email,
      OMNICRM_ADMIN_PASSWORD: ADMIN.password,
    },
  })
  await untilReady(child)
  return {
    url: `http://127.0.0.1:${PORT}`,
    ocsPort: OCS_PORT,
    pid: child.pid ?? 0,
    seconds: (performance.now() - started) / 1000,
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve())
        child.kill('SIGTERM')
      }),
  }
}

/** The example's configuration without the limits that a load test would only measure. */
function unlimited(): string {
  const example = readFileSync(path.join(root, 'crm_config.example.yaml'), 'utf8')
  return `${example}\nrate_limit: {login_per_minute: 0, public_per_minute: 0, api_per_minute: 0}\n`
}

function untilReady(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString()
      if (output.includes('is ready at')) resolve()
    })
    child.once('exit', () => reject(new Error(`the product did not start:\n${output}`)))
  })
}

/** Processor time that a process has used so far in seconds, all its threads together, as Linux counts it; NaN elsewhere. */
export function processorSeconds(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
    // utime and stime, in ticks of a hundredth of a second
    return (Number(fields[11]) + Number(fields[12])) / 100
  } catch {
    return Number.NaN
  }
}

/** Resident memory of a process in MB, as Linux counts it; undefined elsewhere. */
export function residentMegabytes(pid: number): number | undefined {
  try {
    const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    return kilobytes ? Number(kilobytes) / 1024 : undefined
  } catch {
    return undefined
  }
}
