import type { Pool } from 'pg'

export type Log = {
  info(details: object, message: string): void
  warn(details: object, message: string): void
  error(details: object, message: string): void
}

/** What every part of the engine works with. `now` is the only source of time for rules. */
export type Engine = {
  pool: Pool
  /** tenant of requests that name none */
  tenant: string
  now: () => Date
  log: Log
  callbackHeaders: (url: string) => Record<string, string>
  /** tells listeners, after commit, that the balances of an account changed */
  balancesChanged: (account: { tenant: string; account: string }) => void
  /** asks the scheduler to look for due work now, without waiting for it */
  wakeScheduler: () => void
  /** hands waiting call-backs to their receivers, without waiting for it */
  wakeCallbacks: () => void
}
