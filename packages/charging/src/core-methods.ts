import { setTimeout as sleep } from 'node:timers/promises'
import { accounts } from './accounts/account-records.ts'
import type { Engine } from './engine.ts'
import { text } from './rpc/bind-members.ts'
import { type Methods, method } from './rpc/services.ts'
import { parseDuration } from './times/parse-duration.ts'

const LONGEST_SLEEP_MS = 10_000

/** Liveness, in the words of CGRateS 0.10 (section 10). */
export const coreMethods: Methods = {
  Status: (engine) => ({
    // Beside what CGRateS tells: `owner` answers, `shut` waits for its database.
    ...stateOf(engine),
    MemoryUsage: `${Math.round(process.memoryUsage.rss() / 1024 / 1024)} MB`,
    NodeID: `omnicrm-${process.pid}`,
    RunningSince: new Date(Date.now() - process.uptime() * 1000).toUTCString(),
    Version: 'OmniCRM charging 0.1.0 (CGRateS-compatible)',
  }),
  /** answers after a while, at most ten seconds */
  Sleep: method({ DurationArgs: text, Duration: text }, async (_, { DurationArgs, Duration }) => {
    const asked = DurationArgs || Duration
    const milliseconds = asked === '' ? 0 : parseDuration(asked).div('1e6').toNumber()
    await sleep(Math.min(LONGEST_SLEEP_MS, Math.max(0, milliseconds)))
    return 'OK'
  }),
}

function stateOf(engine: Engine): object {
  try {
    return { State: 'owner', Accounts: engine.read((unit) => unit.count(accounts)) }
  } catch {
    return { State: 'shut' }
  }
}

/** There is one coherent store and nothing cached to reload; playbooks send these after a change. */
export const cacheMethods: Methods = {
  ReloadCache: () => 'OK',
  LoadCache: () => 'OK',
  Clear: () => 'OK',
  HasItem: () => false,
  GetCacheStats: () => ({}),
}

/** Indexes are kept with every change, and loads have no numbers of their own (section 10). */
export const housekeepingMethods: Methods = Object.fromEntries(
  ['GetLoadIDs', 'GetLoadTimes', 'ComputeFilterIndexes', 'ComputeReverseDestinations', 'ComputeActionPlanIndexes'].map(
    (name) => [name, () => 'OK'],
  ),
)

/** What a client may know of the set-up; addresses and secrets are not part of it. */
export const configMethods: Methods = {
  GetConfig: ({ tenant, sessionDefaults }) => ({
    general: { default_tenant: tenant },
    sessions: { ...sessionDefaults },
  }),
}
