import type { Pool } from 'pg'
import type { Account } from './accounts/account.ts'
import type { CdrLookup } from './cdrs/find-stored.ts'
import type { Log } from './log.ts'
import type { SessionDefaults } from './sessions/session-options.ts'
import type { DurableStore } from './store/open-store.ts'
import type { Unit } from './store/unit.ts'

/** What every part of the engine works with. `now` is the only source of time for rules. */
export type Engine = {
  pool: Pool
  /** runs a unit of work over the records at once; resolves when its changes are durable; a throw keeps none of them */
  change: DurableStore['change']
  /** runs a unit that writes nothing; answers at once unless it read a change that is not durable yet */
  read: DurableStore['read']
  /** resolves when every acknowledged record is in `ocs.cdr` */
  cdrsAreStored: () => Promise<void>
  cdrLookup: CdrLookup
  /** tenant of requests that name none */
  tenant: string
  now: () => Date
  log: Log
  callbackHeaders: (url: string) => Record<string, string>
  /** tells listeners, after commit, that the balances of an account changed */
  balancesChanged: (account: { tenant: string; account: string }) => void
  /** shows thresholds, within the unit, an account whose balances changed; their actions may change accounts in turn */
  showAccount: (unit: Unit, account: Account) => void
  /** what sessions do where a request says nothing of it */
  sessionDefaults: SessionDefaults
  /** plans that make an account for *dynaprepaid events; none leaves an unknown account unknown */
  dynaprepaidPlans: readonly string[]
  /** asks the scheduler to look for due sessions now, without waiting for it */
  wakeSessions: () => void
  /** asks the scheduler to look for due work now, without waiting for it */
  wakeScheduler: () => void
  /** hands waiting call-backs to their receivers, without waiting for it */
  wakeCallbacks: () => void
}
