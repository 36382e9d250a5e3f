import { execFile, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { createNativeEngine, dryRun, layOutJobFolder } from '@omnicrm/playbook'
import { median, printRow } from './figures.ts'

// node bench/playbook.ts: the engine alone, against the real Ansible in the same run
const RUNS = 200
const WARM_UP = 20
const ANSIBLE_RUNS = 3
const playsDir = path.join(import.meta.dirname, 'plays')
const play = 'play_24_tasks'

const peer = spawn(process.execPath, [path.join(import.meta.dirname, 'playbook-peer.ts')], {
  stdio: ['ignore', 'pipe', 'inherit'],
})
try {
  const port = await new Promise<string>((resolve) => peer.stdout.once('data', (line) => resolve(String(line).trim())))
  const job = {
    playsDir,
    play,
    variables: { product_id: 42, customer_id: 1, access_token: 'token', auto_renew: true },
    effectiveConfig: {
      crm: { base_url: `http://127.0.0.1:${port}` },
      ocs: { cgrates: `127.0.0.1:${port}`, ocsTenant: 't' },
    },
    now: () => new Date(),
  }
  printRow(
    'package loaded, once for a process (median of 5)',
    `${(await startTime()).toFixed(0)} ms`,
    "import('@omnicrm/playbook')",
  )
  const native = await measureNative(job)
  printRow('engine start: from run() to the first task', `${native.start.toFixed(1)} ms`, 'median')
  printRow('24 tasks, 14 requests, in process, p50', `${native.p50.toFixed(1)} ms`, 'createNativeEngine().run()')
  printRow('the same, p95', `${native.p95.toFixed(1)} ms`, '')
  printRow('the same, first run of a process', `${native.first.toFixed(1)} ms`, '')
  printRow('the same, processor time', `${native.processor.toFixed(1)} ms`, 'process.cpuUsage()')
  printRow('dry run of it', `${(await measureDryRun(job)).toFixed(1)} ms`, 'dryRun()')
  const ansible = await measureAnsible(job)
  printRow(
    'the same by ansible-playbook (median of 3)',
    ansible ? `${ansible.toFixed(0)} ms` : 'not installed',
    'ansible-playbook play_24_tasks.yaml',
  )
  if (ansible) printRow('ratio', `${(ansible / native.p50).toFixed(0)} times`, 'the rows above')
} finally {
  peer.kill()
}

type Job = Parameters<typeof layOutJobFolder>[0]

async function startTime(): Promise<number> {
  const code = "const at = performance.now(); await import('@omnicrm/playbook'); console.log(performance.now() - at)"
  const times: number[] = []
  for (let run = 0; run < 5; run++) {
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', code], {
      cwd: import.meta.dirname,
    })
    times.push(Number(stdout))
  }
  return median(times)
}

async function measureNative(job: Job) {
  const times: number[] = []
  const starts: number[] = []
  let processor = 0
  for (let run = 0; run < RUNS + WARM_UP; run++) {
    const before = process.cpuUsage()
    const started = performance.now()
    const outcome = await createNativeEngine().run({
      ...job,
      onEvent: async ({ number, status }) => {
        if (number === 1 && status === 1) starts.push(performance.now() - started)
      },
      signal: new AbortController().signal,
      taskTimeoutMs: 60_000,
    })
    times.push(performance.now() - started)
    if (outcome.status !== 'success') throw new Error(outcome.message)
    const { user, system } = process.cpuUsage(before)
    if (run >= WARM_UP) processor += (user + system) / 1000
  }
  const measured = times.slice(WARM_UP).sort((a, b) => a - b)
  const p95 = measured[Math.floor(measured.length * 0.95)] ?? Number.NaN
  return {
    start: median(starts),
    p50: median(measured),
    p95,
    first: times[0] ?? Number.NaN,
    processor: processor / RUNS,
  }
}

async function measureDryRun(job: Job): Promise<number> {
  const times: number[] = []
  for (let run = 0; run < 20; run++) {
    const started = performance.now()
    await dryRun(job)
    times.push(performance.now() - started)
  }
  return median(times)
}

async function measureAnsible(job: Job): Promise<number | undefined> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'omnicrm-bench-playbook-'))
  try {
    const laidOut = await layOutJobFolder(job, { folder })
    const times: number[] = []
    for (let run = 0; run < ANSIBLE_RUNS; run++) {
      const started = performance.now()
      const args = ['-i', 'localhost,', '-c', 'local', '-e', `@${laidOut.variablesFile}`, laidOut.playFile]
      const env = {
        ...process.env,
        PATH: `${laidOut.binFolder}:${process.env.PATH}`,
        ANSIBLE_PYTHON_INTERPRETER: '/usr/bin/python3',
      }
      const failed = await promisify(execFile)('ansible-playbook', args, { env }).then(
        () => undefined,
        (error: NodeJS.ErrnoException) => error,
      )
      if (failed?.code === 'ENOENT') return undefined
      if (failed) throw failed
      times.push(performance.now() - started)
    }
    return median(times)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
