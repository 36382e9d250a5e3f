import { accounts } from './accounts/account-records.ts'
import type { Engine } from './engine.ts'
import type { Methods } from './rpc/services.ts'

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
}
