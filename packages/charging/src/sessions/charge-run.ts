import { type Account, newAccount } from '../accounts/account.ts'
import type { DebitMode, DebitRequest } from '../debit/debit-request.ts'
import type { Decimal } from '../exact-decimal.ts'
import { type Charge, type DebitLookup, debitUsage, maxUsage, refundUnused, roundCharges } from '../rating/index.ts'
import type { Refund } from './end-run.ts'
import type { Pay } from './grant-usage.ts'
import { field, torOf } from './read-fields.ts'
import type { SessionRun } from './session.ts'

/** How the runs of a session reach accounts and prices, inside one unit. */
export type Charging = {
  tenant: string
  lookup: DebitLookup
  destinationsOf: (number: string) => DebitRequest['destinations']
  newUuid: () => string
  /** the account, made by the configured plans when it is unknown and the request type is *dynaprepaid */
  findAccount: (name: string, options: { isDynamic: boolean }) => Account | undefined
  /** keeps what a debit or refund made of an account */
  saveAccount: (before: Account, next: Account, charged: Charged) => void
}
/** What was consumed, for counters, empty for a refund; and the other accounts of shared groups that changed. */
export type Charged = {
  request: DebitRequest | null
  charges: readonly Charge[]
  others: ReadonlyMap<string, Account>
}

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
    const { charges, others } = done
    if (charges.length > 0) charging.saveAccount(account, done.account, { request, charges, others })
    return done
  }
}

/** Gives back what was charged beyond a usage. An account that is gone gets nothing back; others that paid do. */
export function refundTo(charging: Charging): Refund {
  return (run, keep) => {
    if (run.charges.length === 0) return run
    const account = accountOf(run, charging) ?? goneAccount(run, charging)
    const done = refundUnused(account, run.charges, { used: keep, findOther: findOther(charging) })
    if (done.refunded.isZero()) return run
    saveChanged(charging, account, done)
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
  const done = roundCharges(account, run.charges, { findOther: findOther(charging) })
  saveChanged(charging, account, done)
  return { ...run, charges: done.charges, cost: run.cost.plus(done.correction) }
}

function saveChanged(
  charging: Charging,
  before: Account,
  { account, others }: { account: Account; others: ReadonlyMap<string, Account> },
): void {
  if (account === before && others.size === 0) return
  charging.saveAccount(before, account, { request: null, charges: [], others })
}

function findOther({ lookup, tenant }: Charging): (name: string) => Account | undefined {
  return (name) => lookup.shared?.account({ tenant, account: name })
}

/** Holds nothing, and so nothing of it is kept. */
function goneAccount({ event, startsAt }: SessionRun, { tenant }: Charging): Account {
  return newAccount(tenant, field(event, 'Account'), new Date(startsAt))
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
