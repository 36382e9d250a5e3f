import { randomUUID } from 'node:crypto'
import { findAccount } from '../accounts/account-records.ts'
import { keepCharged } from '../actions/keep-charged-account.ts'
import { amountAsUsage, lookupOfAmounts } from '../debit/amount-as-usage.ts'
import type { DebitLookup } from '../debit/debit-lookup.ts'
import type { DebitRequest } from '../debit/debit-request.ts'
import { debitUsage } from '../debit/debit-usage.ts'
import { chargesOfPrice, eventCostOf } from '../debit/event-cost.ts'
import { openDebitLookup } from '../debit/open-debit-lookup.ts'
import { repay } from '../debit/refund-charges.ts'
import { repaymentsOfEventCost } from '../debit/refund-event-cost.ts'
import { roundCharges } from '../debit/round-charges.ts'
import { matchDestinations } from '../destinations/destination-records.ts'
import type { Engine } from '../engine.ts'
import { zero } from '../exact-decimal.ts'
import { isWithinLimit } from '../rating/limits.ts'
import { openLookup } from '../rating/open-lookup.ts'
import { priceUsage } from '../rating/price-usage.ts'
import type { Unit } from '../store/unit.ts'
import type { Cdr } from './cdr.ts'

/** Request types whose usage is taken from an account (section 9.1). */
const DEBITED = new Set(['*prepaid', '*postpaid', '*pseudoprepaid', '*dynaprepaid'])
const DIRECT = '*directdebit'
const NOT_RATED = '*none'

/** What rating writes into a record. */
export type Rated = Pick<Cdr, 'cost' | 'costSource' | 'costDetails' | 'extraInfo'>

/** Whether a record is priced at all: one that came with its price, or asks for none, is kept as it is. */
export function isRated(cdr: Cdr): boolean {
  return !cdr.preRated && cdr.requestType !== NOT_RATED
}

/**
 * Prices a record and takes its usage from the account where its request type says so. A failure to charge takes
 * nothing and is an outcome: Cost -1 with its reason in ExtraInfo (section 9.1).
 */
export function rateCdr(engine: Engine, unit: Unit, cdr: Cdr): Rated {
  const lookup = openDebitLookup(unit)
  if (DEBITED.has(cdr.requestType)) return debit(engine, unit, cdr, { lookup, what: cdr })
  if (cdr.requestType !== DIRECT) return priceOnly(unit, cdr)
  // The event brings its price, which is taken as it stands.
  if (cdr.cost.lt(0)) return failed('MANDATORY_IE_MISSING: [Cost]')
  return debit(engine, unit, cdr, { lookup: lookupOfAmounts(lookup), what: amountAsUsage(cdr.cost) })
}

/** A record as if it had not been rated. */
export const UNRATED: Rated = { cost: zero.minus(1), costSource: '', costDetails: null, extraInfo: '' }

/** Gives back all that a rated record took, to the balances that are still there. */
export function refundCdr(engine: Engine, unit: Unit, cdr: Cdr): void {
  for (const [accountId, repayments] of repaymentsOfEventCost(cdr.costDetails)) {
    const account = findAccount(unit, { tenant: cdr.tenant, account: accountId.slice(cdr.tenant.length + 1) })
    if (account !== undefined) {
      const next = repay(account, repayments)
      keepCharged(engine, unit, { before: account, next, request: null, charges: [] })
    }
  }
}

function debit(
  engine: Engine,
  unit: Unit,
  cdr: Cdr,
  { lookup, what }: { lookup: DebitLookup; what: Pick<Cdr, 'tor' | 'usage'> },
): Rated {
  const account = findAccount(unit, { tenant: cdr.tenant, account: cdr.account })
  if (account === undefined) return failed('ACCOUNT_NOT_FOUND')
  const start = startOf(cdr, unit.now)
  const request: DebitRequest = {
    mode: 'debit',
    tor: what.tor,
    category: cdr.category,
    destination: cdr.destination,
    destinations: matchDestinations(unit, cdr.destination),
    subject: cdr.subject,
    at: start,
    usage: what.usage,
    factorKey: cdr.extraFields.BalanceFactorID ?? '',
    newUuid: randomUUID,
  }
  const done = debitUsage(account, request, lookup)
  if ('error' in done) return failed(done.error)
  const { account: next, others, charges, correction } = roundCharges(done.account, done.charges, done)
  keepCharged(engine, unit, { before: account, next, others, request, charges })
  const cost = done.cost.plus(correction)
  return {
    cost,
    costSource: '*cdrs',
    costDetails: eventCostOf({ ...cdr, usage: done.covered, cost, charges, account: next, start }),
    extraInfo: '',
  }
}

/** `*rated`: a price without an account. */
function priceOnly(unit: Unit, cdr: Cdr): Rated {
  if (!isWithinLimit(cdr.tor, cdr.usage)) return failed('MAX_USAGE_EXCEEDED')
  const start = startOf(cdr, unit.now)
  const destinations = matchDestinations(unit, cdr.destination)
  const price = priceUsage(openLookup(unit), { ...cdr, at: start, destinations })
  if ('error' in price) return failed(price.error)
  const costDetails = eventCostOf({ ...cdr, ...price, start, charges: chargesOfPrice(price), account: null })
  return { cost: price.cost, costSource: '*cdrs', costDetails, extraInfo: '' }
}

function failed(reason: string): Rated {
  return { ...UNRATED, extraInfo: reason }
}

function startOf(cdr: Cdr, now: Date): Date {
  return cdr.answerTime ?? cdr.setupTime ?? now
}
