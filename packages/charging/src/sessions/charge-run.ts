import type { Account } from '../accounts/account.ts'
import type { DebitMode, DebitRequest } from '../debit/debit-request.ts'
import type { Decimal } from '../exact-decimal.ts'
import { type Charge, debitUsage, maxUsage, type RatingLookup, refundUnused, roundCharges } from '../rating/index.ts'
import type { Refund } from './end-run.ts'
import type { Pay } from './grant-usage.ts'
import { field, torOf } from './read-fields.ts'
import type { SessionRun } from './session.ts'

/** How the runs of a session reach accounts and prices, inside one unit. */
export type Charging = {
  tenant: string
  lookup: RatingLookup
  destinationsOf: (number: string) => DebitRequest['destinations']
  newUuid: () => string
  /** the account, made by the configured plans when it is unknown and the request type is *dynaprepaid */
  findAccount: (name: string, options: { isDynamic: boolean }) => Account | undefined
  /** keeps what a debit or refund made of an account */
  saveAccount: (before: Account, next: Account, charged: Charged) => void
}
/** What was consumed, for counters; empty for a refund. */
export type Charged = { request: DebitRequest | null; charges: readonly Charge[] }

const ACCOUNT_NOT_FOUND = 'ACCOUNT_NOT_FOUND'
const INSUFFICIENT_CREDIT = 'INSUFFICIENT_CREDIT'
const DYNAMIC = '*dynaprepaid'

/** How much more usage a run could be granted, `unlimited` for an account that allows negative; nothing is taken. */
export function affordableUsage(
  run: SessionRun,
  usage: Decimal,
  charging: Charging,
): { usage: Decimal } | 'unlimited' | { error: string } {
  const account = accountOf(run, charging)
  if (account === undefined) return { error: ACCOUNT_NOT_FOUND }
  return maxUsage(account, requestOf(run, { usage, mode: 'grant' }, charging), charging.lookup)
}

/** Takes usage from the run's account: what it affords, or all. `isForced` refuses a part of it. */
export function payFrom(charging: Charging, { mode, isForced = false }: { mode: DebitMode; isForced?: boolean }): Pay {
  return (run, usage) => {
    const account = accountOf(run, charging)
    if (account === undefined) return { error: ACCOUNT_NOT_FOUND }
    const request = requestOf(run, { usage, mode }, charging)
    const done = debitUsage(account, request, charging.lookup)
    if ('error' in done) return done
    if (isForced && done.covered.lt(usage)) return { error: INSUFFICIENT_CREDIT }
    if (done.charges.length > 0) charging.saveAccount(account, done.account, { request, charges: done.charges })
    return done
  }
}

/** Gives back what was charged beyond a usage. Of an account that is gone nothing can be given back to. */
export function refundTo(charging: Charging): Refund {
  return (run, keep) => {
    const account = accountOf(run, charging)
    if (account === undefined || run.charges.length === 0) return run
    const done = refundUnused(account, run.charges, keep)
    if (done.refunded.isZero()) return run
    if (done.account !== account) charging.saveAccount(account, done.account, { request: null, charges: [] })
    return {
      ...run,
      charges: done.charges,
      debited: run.debited.minus(done.refunded),
      cost: run.cost.minus(done.cost),
    }
  }
}

/** Rounds what a finished run cost, once (section 8.5). */
export function roundRun(run: SessionRun, charging: Charging): SessionRun {
  if (run.cost.isZero()) return run
  const account = accountOf(run, charging)
  if (account === undefined) return run
  const done = roundCharges(account, run.charges)
  if (done.account !== account) charging.saveAccount(account, done.account, { request: null, charges: [] })
  return { ...run, charges: done.charges, cost: run.cost.plus(done.correction) }
}

/** The account that pays for a run. */
export function accountOf(run: SessionRun, charging: Charging): Account | undefined {
  const isDynamic = field(run.event, 'RequestType') === DYNAMIC
  return charging.findAccount(field(run.event, 'Account'), { isDynamic })
}

function requestOf(
  { event, debited, cost, startsAt }: SessionRun,
  { usage, mode }: { usage: Decimal; mode: DebitMode },
  { destinationsOf, newUuid }: Charging,
): DebitRequest {
  const destination = field(event, 'Destination')
  return {
    mode,
    tor: torOf(event),
    category: field(event, 'Category') || 'call',
    subject: field(event, 'Subject') || field(event, 'Account'),
    destination,
    destinations: destinationsOf(destination),
    at: new Date(startsAt),
    usage,
    from: debited,
    spent: cost,
    factorKey: field(event, 'BalanceFactorID'),
    newUuid,
  }
}
