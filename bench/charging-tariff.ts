import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import http from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startEmbeddedPostgres } from '../apps/server/src/platform/database/embedded-postgres.ts'
import { ask, createBenchDatabase, type EngineProcess, startEngineProcess } from './charging-engine.ts'
import { printRow } from './figures.ts'

/**
 * `node bench/charging-tariff.ts`: how long requests wait while a big tariff loads. Every few milliseconds a Ping is
 * sent, whether the ones before it were answered or not.
 */
const DESTINATIONS = Number(process.env.OMNICRM_BENCH_DESTINATIONS ?? 100_000)
const PAUSE_MS = 5
const agent = new http.Agent({ keepAlive: true })

const dir = mkdtempSync(path.join(os.tmpdir(), 'omnicrm-bench-'))
const postgres = await startEmbeddedPostgres({ dataDir: dir })
let engine: EngineProcess | undefined
let isOver = false
try {
  engine = await startEngineProcess(await createBenchDatabase(postgres.url, 'tariff_bench'))
  const { port } = engine
  const FolderPath = writeTariff()
  await measure('at rest', port, () => sleep(2000))
  const load = (method: string, argument: object) => () => ask(port, `APIerSv1.${method}`, argument)
  await measure('the folder, first load', port, load('LoadTariffPlanFromFolder', { FolderPath }))
  await measure('the folder, the same again', port, load('LoadTariffPlanFromFolder', { FolderPath }))
  await measure('into tariff plan storage', port, load('ImportTariffPlanFromFolder', { TPid: 'BIG', FolderPath }))
  await measure('out of storage, validated', port, load('LoadTariffPlanFromStorDb', { TPid: 'BIG', Validate: true }))
  const cost = {
    Category: 'call',
    Subject: 'x',
    Destination: '880000123',
    Usage: '60s',
    AnswerTime: '2026-03-02T10:00:00Z',
  }
  await measure('the first price afterwards', port, load('GetCost', cost))
} finally {
  isOver = true
  agent.destroy()
  await engine?.stop()
  await postgres.stop()
  rmSync(dir, { recursive: true, force: true })
}

/** A destination of one prefix each, all of them in one rating plan. */
function writeTariff(): string {
  const folder = path.join(dir, 'tariff')
  mkdirSync(folder, { recursive: true })
  const all = Array.from({ length: DESTINATIONS }, (_, n) => n)
  const files = {
    'Destinations.csv': all.map((n) => `D${n},88${String(n).padStart(6, '0')}`),
    'Rates.csv': Array.from({ length: 100 }, (_, n) => `R${n},0,${n + 1},60s,1s,0s`),
    'DestinationRates.csv': all.map((n) => `DR,D${n},R${n % 100},*up,4,0,`),
    'RatingPlans.csv': ['RP,DR,*any,10'],
    'RatingProfiles.csv': ['cgrates.org,call,*any,2026-01-01T00:00:00Z,RP,'],
  }
  for (const [name, lines] of Object.entries(files)) writeFileSync(path.join(folder, name), `${lines.join('\n')}\n`)
  return folder
}

/** Waits as long as it takes; a connection that was given up meanwhile is made anew. */
function ping(port: number): Promise<void> {
  return new Promise((resolve) => {
    const request = http.request({ agent, port, host: '127.0.0.1', path: '/jsonrpc', method: 'POST' }, (response) => {
      response.resume().once('end', resolve)
    })
    request
      .once('error', () => resolve(isOver ? undefined : ping(port)))
      .end('{"method":"CoreSv1.Ping","params":[{}],"id":1}')
  })
}

async function measure(what: string, port: number, work: () => Promise<unknown>): Promise<void> {
  const waits: number[] = []
  const open = new Set<Promise<void>>()
  let isDone = false
  const started = performance.now()
  const working = work().finally(() => {
    isDone = true
  })
  while (!isDone) {
    const sent = performance.now()
    const one = ping(port).then(() => {
      waits.push(performance.now() - sent)
    })
    open.add(one)
    void one.finally(() => open.delete(one))
    await sleep(PAUSE_MS)
  }
  await working
  const seconds = (performance.now() - started) / 1000
  await Promise.all(open)
  waits.sort((a, b) => a - b)
  const at = (share: number) => waits[Math.min(waits.length - 1, Math.floor(waits.length * share))]?.toFixed(0)
  printRow(
    `${DESTINATIONS} destinations: ${what}`,
    `${seconds.toFixed(1)} s`,
    `Ping p50 ${at(0.5)}, p99 ${at(0.99)}, longest ${at(1)} ms`,
  )
}
