import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { startEmbeddedPostgres } from '../apps/server/src/platform/database/embedded-postgres.ts'
import { writeAccounts, writeDuePlans } from './charging-accounts.ts'
import { processorSeconds } from './charging-cpu.ts'
import { ask, createBenchDatabase, type EngineProcess, runLoad, startEngineProcess } from './charging-engine.ts'
import type { LoadOrder, LoadResult } from './charging-load.ts'
import type { RequestKind } from './charging-requests.ts'
import { addAccounts, setUpCharging } from './charging-setup.ts'
import { printRow } from './figures.ts'
import { residentMegabytes } from './product-process.ts'

/** `npm run bench:charging`: the charging engine with its state on disk beside CGRateS with everything in memory. */
const SECONDS = Number(process.env.OMNICRM_BENCH_SECONDS ?? 4)
const MOST_ACCOUNTS = Number(process.env.OMNICRM_BENCH_ACCOUNTS ?? 1_000_000)
const DUE_PLANS = 100_000
/** `host:port` of a CGRateS to measure in the same run; else its figures are those of the guide, on two cores as well. */
const cgrates = /^(.+):(\d+)$/.exec(process.env.OMNICRM_BENCH_CGRATES ?? '')

/** Requests a second and 99th percentile of CGRateS 0.10.2 with storage in memory (section 15.1 of the contract). */
const COMPARED: readonly { kind: RequestKind; perSecond: number; p99: number }[] = [
  { kind: 'ping', perSecond: 29_962, p99: 2.7 },
  { kind: 'getAccount', perSecond: 24_018, p99: 3.3 },
  { kind: 'addBalance', perSecond: 8_641, p99: 11.7 },
  { kind: 'authorize', perSecond: 7_134, p99: 7.9 },
  { kind: 'initiate', perSecond: 5_060, p99: 15.5 },
  { kind: 'cdrRated', perSecond: 3_726, p99: 21.6 },
]

const dir = mkdtempSync(path.join(os.tmpdir(), 'omnicrm-bench-'))
const postgres = await startEmbeddedPostgres({ dataDir: dir })
let engine: EngineProcess | undefined
try {
  const url = await createBenchDatabase(postgres.url, 'charging_bench')
  engine = await startEngineProcess(url)
  await setUpCharging({ host: '127.0.0.1', port: engine.port }, dir)
  await engine.stop()
  await writeAccounts(url, 0, 10_000)
  engine = await startEngineProcess(url)
  await compare(engine)
  await growing(url)
  await due(url)
} finally {
  await engine?.stop()
  await postgres.stop()
  rmSync(dir, { recursive: true, force: true })
}

async function compare(running: EngineProcess): Promise<void> {
  const live = cgrates === null ? undefined : { host: cgrates[1] ?? '', port: Number(cgrates[2]) }
  if (live !== undefined) {
    await setUpCharging(live, dir)
    await addAccounts(live, 16)
  }
  const own = { host: '127.0.0.1', port: running.port }
  await load({ ...own, kind: 'addBalance', connections: 16, accounts: 16 })
  for (const { kind, ...published } of COMPARED) {
    const other = live === undefined ? published : await load({ ...live, kind, connections: 16, accounts: 16 })
    const before = processorSeconds(running.pid)
    const result = await load({ ...own, kind, connections: 16, accounts: 16 })
    const used = processorSeconds(running.pid)
    const cost = before === undefined || used === undefined ? 0 : (used - before) / (result.perSecond * SECONDS)
    const ratio = (result.perSecond / other.perSecond).toFixed(2)
    const beside = `CGRateS ${Math.round(other.perSecond)} /s p99 ${other.p99.toFixed(1)} ms, ratio ${ratio}; ${Math.round(cost * 1e6)} µs of processor each`
    printRow(`${kind}, 16 connections on 16 accounts`, figure(result), beside)
  }
}

/** A growing number of accounts: start, memory, and that a request costs the same. */
async function growing(url: string): Promise<void> {
  let there = 10_000
  for (const count of new Set([10_000, 100_000, 200_000, MOST_ACCOUNTS])) {
    if (count < there) continue
    await engine?.stop()
    if (count > there) await writeAccounts(url, there, count)
    there = count
    engine = await startEngineProcess(url)
    const label = `${count.toLocaleString('en')} accounts`
    const memory = residentMegabytes(engine.pid)
    printRow(`${label}: start to ready, memory`, `${engine.seconds.toFixed(1)} s`, `${memory?.toFixed(0)} MB resident`)
    const own = { host: '127.0.0.1', port: engine.port, accounts: count }
    for (const kind of ['getAccount', 'addBalance'] as const) {
      printRow(`${label}: ${kind}, 16 connections`, figure(await load({ ...own, kind, connections: 16 })), '')
    }
    if (count === 200_000) await sessions(own)
  }
  const used = engine && residentMegabytes(engine.pid)
  printRow('memory after that', `${used?.toFixed(0)} MB`, 'VmRSS')
}

async function sessions(own: { host: string; port: number; accounts: number }): Promise<void> {
  const run = `s${Date.now()}`
  printRow(
    '200,000 accounts: cdrRated, 64 connections',
    figure(await load({ ...own, kind: 'cdrRated', connections: 64 })),
    'target 10,000 /s, p99 < 25 ms',
  )
  printRow(
    '200,000 accounts: cdrOfBundle, 64 connections',
    figure(await load({ ...own, kind: 'cdrOfBundle', connections: 64 })),
    '',
  )
  printRow(
    '200,000 accounts: initiate, 64 connections',
    figure(await load({ ...own, kind: 'initiate', connections: 64, run })),
    '',
  )
  const update = await load({ ...own, kind: 'update', connections: 64, run, sessions: 10_000 })
  printRow('200,000 accounts: update, 64 connections', figure(update), 'target 10,000 /s, p99 < 25 ms')
  for (const [kind, target] of [
    ['getAccount', 1.6],
    ['initiate', 2.9],
    ['update', 3.6],
    ['terminate', 3.5],
  ] as const) {
    const offered = await load({
      ...own,
      kind,
      connections: 64,
      rate: 1_300,
      run: `${run}${kind === 'initiate' ? 'x' : ''}`,
      sessions: kind === 'initiate' ? undefined : 10_000,
    })
    printRow(
      `${kind}, 1,300 /s offered`,
      `p95 ${offered.p95.toFixed(1)} ms`,
      `target ${target} ms; p99 ${offered.p99.toFixed(1)} ms${complaint(offered)}`,
    )
  }
}

async function due(url: string): Promise<void> {
  await engine?.stop()
  await writeDuePlans(url, DUE_PLANS)
  engine = await startEngineProcess(url)
  const started = performance.now()
  const beside = load({
    host: '127.0.0.1',
    port: engine.port,
    kind: 'getAccount',
    connections: 4,
    accounts: 1_000,
    rate: 500,
  })
  const runsLeft = async () => {
    const page = await (await fetch(`http://127.0.0.1:${engine?.port}/metrics`)).text()
    const last = await ask(engine?.port ?? 0, 'APIerSv2.GetAccount', { Account: `acc${DUE_PLANS - 1}` })
    return /runs_open [1-9]/.test(page) || !JSON.stringify(last).includes('"due"')
  }
  while (await runsLeft()) await new Promise((resolve) => setTimeout(resolve, 200))
  const seconds = (performance.now() - started) / 1000
  const requests = await beside
  printRow(
    `${DUE_PLANS.toLocaleString('en')} due plans`,
    `${seconds.toFixed(1)} s`,
    `target 60 s; getAccount meanwhile p99 ${requests.p99.toFixed(1)} ms`,
  )
}

function load(order: Omit<LoadOrder, 'seconds' | 'run'> & { run?: string }): Promise<LoadResult> {
  return runLoad({ run: `r${performance.now()}`, ...order, seconds: SECONDS })
}

function figure(result: LoadResult): string {
  return `${Math.round(result.perSecond).toLocaleString('en')} /s p99 ${result.p99.toFixed(1)} ms${complaint(result)}`
}

function complaint({ errors, firstError }: LoadResult): string {
  return errors === 0 ? '' : ` (${errors} ERRORS: ${firstError})`
}
