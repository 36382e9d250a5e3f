import type { Engine } from '../packages/charging/src/engine.ts'
import { createMetrics } from '../packages/charging/src/metrics.ts'
import { replyTo } from '../packages/charging/src/rpc/reply-to.ts'
import { allServices } from '../packages/charging/src/services.ts'
import { NO_DEFAULTS } from '../packages/charging/src/sessions/session-options.ts'
import { applyChanges } from '../packages/charging/src/store/apply-changes.ts'
import { writeLogText } from '../packages/charging/src/store/log-text.ts'
import type { State } from '../packages/charging/src/store/state.ts'
import { createStore } from '../packages/charging/src/store/store.ts'
import { KINDS, type RequestKind } from './charging-requests.ts'
import { printRow } from './figures.ts'

/**
 * `node bench/charging-units.ts`: processor time of a request inside the engine, from its text to its answer, with a
 * log that only counts. Unlike requests a second it says the same on a busy machine.
 */
const ACCOUNTS = Number(process.env.OMNICRM_BENCH_ACCOUNTS ?? 16)
const REQUESTS = 20_000
const AT_ONCE = 40
const SESSION_KINDS: readonly string[] = ['initiate', 'update', 'terminate']

let logged = 0
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }
const store = createStore({
  now: () => new Date(),
  log: quiet,
  journal: {
    append: async ({ changes }) => {
      logged += writeLogText(changes).length
    },
  },
  onCommit: () => undefined,
  onFailure: (error) => {
    throw error
  },
})
const state: State = new Map()
for (let n = 0; n < ACCOUNTS; n++) applyChanges(state, [account(n)])
store.open(state, 0)

const unused = () => {
  throw new Error('not there in this bench')
}
const engine: Engine = {
  get pool() {
    return unused()
  },
  change: store.change,
  read: store.read,
  cdrsAreStored: async () => undefined,
  cdrLookup: { ofEvent: async (_, act) => act([]), settled: async () => undefined, close: async () => undefined },
  log: quiet,
  tenant: 'cgrates.org',
  now: () => new Date(),
  callbackHeaders: () => ({}),
  balancesChanged: () => undefined,
  showAccount: () => undefined,
  sessionDefaults: NO_DEFAULTS,
  dynaprepaidPlans: [],
  wakeSessions: () => undefined,
  wakeScheduler: () => undefined,
  wakeCallbacks: () => undefined,
}
const metrics = createMetrics(engine, { isOpen: store.isOpen, backlog: () => 0 })
const desk = { engine, services: allServices, metrics, slowLog: () => undefined }
const charger = { ID: 'D', RunID: '*default', AttributeIDs: ['*none'], Weight: 20 }
await replyTo(desk, JSON.stringify({ method: 'APIerSv1.SetChargerProfile', params: [charger] }))

for (const kind of Object.keys(KINDS) as RequestKind[]) {
  if (kind === 'cdrRated') continue
  for (const pass of ['first', 'second', 'third']) await measure(kind, pass)
}
process.exit(0)

async function measure(kind: RequestKind, pass: string): Promise<void> {
  const ids = SESSION_KINDS.includes(kind) ? `session-${pass}` : `${kind}-${pass}`
  logged = 0
  let refused = 0
  const before = process.cpuUsage()
  for (let start = 0; start < REQUESTS; start += AT_ONCE) {
    const bodies = Array.from({ length: AT_ONCE }, (_, at) =>
      KINDS[kind](`${ids}-${start + at}`, `acc${(start + at) % ACCOUNTS}`),
    )
    const replies = await Promise.all(bodies.map((body) => replyTo(desk, body)))
    refused += replies.filter(([reply = '']) => !reply.endsWith('"error":null}\n')).length
  }
  const { user, system } = process.cpuUsage(before)
  if (pass !== 'third') return
  const note = `${Math.round(logged / REQUESTS)} bytes to the log${refused > 0 ? `, ${refused} REFUSED` : ''}`
  printRow(`${kind}, over ${ACCOUNTS} accounts`, `${((user + system) / REQUESTS).toFixed(1)} µs`, note)
}

function account(n: number) {
  const balances = [
    [`${n}-money`, '*monetary', 'money', '100000', 0, 10],
    [`${n}-data`, '*data', 'Data__5_GB', '5368709120', 1826705000000, 20, { '*any': true }],
    [`${n}-sms`, '*sms', 'SMS__1000', '1000000', 1826705000000, 20],
    [`${n}-voice`, '*voice', 'Voice__300_Min', '18000000000000000', 1826705000000, 20],
  ]
  const text = JSON.stringify(['cgrates.org', `acc${n}`, 1795169000000, balances])
  return { collection: 'account', key: `cgrates.org:acc${n}`, text }
}
