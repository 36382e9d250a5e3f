import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { accounts } from './accounts/account-records.ts'
import { callbacks, deadCallbacks } from './callbacks/callback-records.ts'
import type { Engine } from './engine.ts'
import { dueTimings } from './plans/plan-records.ts'
import { failedRuns, openRuns } from './plans/run-records.ts'
import type { Collection } from './store/collection.ts'
import type { DurableStore } from './store/open-store.ts'

/** What is measured of requests, and the page that shows it and the rest to Prometheus. */
export type Metrics = {
  /** a request was answered: in how many seconds, with an error or without; undefined for a method that does not exist */
  answered(method: string | undefined, outcome: { seconds: number; isError: boolean }): void
  /** the page of `/metrics` */
  page(): Promise<{ type: string; text: string }>
  close(): void
}

const PREFIX = 'omnicrm_ocs_'
const SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5]

const COUNTED: readonly (readonly [name: string, help: string, collection: Collection<unknown>])[] = [
  ['accounts', 'Accounts.', accounts],
  ['timings_scheduled', 'Action timings with a next run.', dueTimings],
  ['runs_open', 'Planned runs that are due and not done.', openRuns],
  ['runs_failed', 'Planned runs that failed and are kept for an operator.', failedRuns],
  ['callbacks_owed', 'Call-backs not yet accepted by their receivers.', callbacks],
  ['callbacks_dead', 'Call-backs that were given up and are kept for an operator.', deadCallbacks],
]

export function createMetrics(engine: Engine, store: Pick<DurableStore, 'isOpen' | 'backlog'>): Metrics {
  const register = new Registry()
  collectDefaultMetrics({ register, prefix: PREFIX })
  const seconds = new Histogram({
    name: `${PREFIX}request_seconds`,
    help: 'Time from a request to its answer, by method.',
    labelNames: ['method'],
    buckets: SECONDS,
    registers: [register],
  })
  const errors = new Counter({
    name: `${PREFIX}request_errors_total`,
    help: 'Requests answered with an error, by method.',
    labelNames: ['method'],
    registers: [register],
  })
  const gauge = (name: string, help: string, value: () => number) =>
    new Gauge({
      name: PREFIX + name,
      help,
      registers: [register],
      collect() {
        this.set(value())
      },
    })
  gauge('owner', '1 while this engine owns the database and answers, else 0.', () => (store.isOpen() ? 1 : 0))
  gauge('log_backlog_bytes', 'Changes that a start would have to read from the log.', store.backlog)
  for (const [name, help, collection] of COUNTED) gauge(name, help, () => countOf(engine, collection))
  const timers = new Map<string, { observe(seconds: number): void }>()

  return {
    answered: (method = 'unknown', outcome) => {
      let timer = timers.get(method)
      if (timer === undefined) {
        timer = seconds.labels(method)
        timers.set(method, timer)
      }
      timer.observe(outcome.seconds)
      if (outcome.isError) errors.inc({ method })
    },
    page: async () => ({ type: register.contentType, text: await register.metrics() }),
    close: () => register.clear(),
  }
}

/** As of now, durable or not: a page of figures waits for nothing. */
function countOf(engine: Engine, collection: Collection<unknown>): number {
  try {
    let count = 0
    const done = engine.read((unit) => {
      count = unit.count(collection)
    })
    if (done instanceof Promise) done.catch(() => undefined)
    return count
  } catch {
    return Number.NaN
  }
}
