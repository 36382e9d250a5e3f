import { randomUUID } from 'node:crypto'
import { findAccount, saveAccount } from '../accounts/account-records.ts'
import { applyTriggers } from '../actions/apply-run.ts'
import { debitUsage } from '../debit/debit-usage.ts'
import { chargesOfPrice, eventCostOf } from '../debit/event-cost.ts'
import { matchDestinations } from '../destinations/destination-records.ts'
import type { Engine } from '../engine.ts'
import { zero } from '../exact-decimal.ts'
import type { RatingLookup } from '../rating/find-tariff.ts'
import { priceUsage } from '../rating/price-usage.ts'
import { RpcError } from '../rpc/rpc-error.ts'
import type { Unit } from '../store/unit.ts'
import type { Cdr } from './cdr.ts'
import { cdrKey, cdrs, putNewCdr } from './cdr-records.ts'

/** Request types whose usage is taken from an account (section 9.1). */
const DEBITED = new Set(['*prepaid', '*postpaid', '*pseudoprepaid', '*dynaprepaid'])
const NOT_RATED = '*none'

/** No tariff plan can be loaded yet. */
const NOTHING_LOADED: RatingLookup = { profile: () => undefined, plan: () => undefined, timing: () => undefined }

type Outcome = Pick<Cdr, 'cost' | 'costSource' | 'costDetails' | 'extraInfo'>

/**
 * Stores a record and takes its usage from the account, in one unit and once: a record with a known CGRID and
 * RunID answers EXISTS and charges nothing. A failure to charge is stored in the record (Cost -1, its reason in
 * ExtraInfo), not answered (section 9.1). With `rates` false the record is only stored.
 */
export async function processCdr(engine: Engine, cdr: Cdr, { rates }: { rates: boolean }): Promise<void> {
  await engine.cdrLookup.ofEvent(cdr, (storedRuns) =>
    engine.change((unit) => {
      if (storedRuns.includes(cdr.runId) || unit.has(cdrs, cdrKey(cdr))) throw new RpcError('EXISTS')
      const isCharged = rates && !cdr.preRated && cdr.requestType !== NOT_RATED
      putNewCdr(unit, isCharged ? { ...cdr, ...charge(engine, unit, cdr) } : cdr)
    }),
  )
}

function charge(engine: Engine, unit: Unit, cdr: Cdr): Outcome {
  return DEBITED.has(cdr.requestType) ? debit(engine, unit, cdr) : priceOnly(cdr, unit.now)
}

function debit(engine: Engine, unit: Unit, cdr: Cdr): Outcome {
  const account = findAccount(unit, { tenant: cdr.tenant, account: cdr.account })
  if (account === undefined) return failed('ACCOUNT_NOT_FOUND')
  const start = startOf(cdr, unit.now)
  const done = debitUsage(
    account,
    {
      mode: 'debit',
      tor: cdr.tor,
      category: cdr.category,
      destination: cdr.destination,
      destinations: matchDestinations(unit, cdr.destination),
      subject: cdr.subject,
      at: start,
      usage: cdr.usage,
      factorKey: cdr.extraFields.BalanceFactorID ?? '',
      newUuid: randomUUID,
    },
    NOTHING_LOADED,
  )
  if ('error' in done) return failed(done.error)
  const changed = done.account.balances.filter((balance) => !account.balances.includes(balance))
  if (account.triggers.length > 0) applyTriggers(engine, unit, { before: account, next: done.account, changed })
  else saveAccount(engine, unit, account, done.account)
  return { cost: done.cost, costSource: '*cdrs', costDetails: eventCostOf({ ...cdr, ...done, start }), extraInfo: '' }
}

/** `*rated`: a price without an account. */
function priceOnly(cdr: Cdr, now: Date): Outcome {
  const start = startOf(cdr, now)
  const price = priceUsage(NOTHING_LOADED, { ...cdr, at: start, destinations: new Map() })
  if ('error' in price) return failed(price.error)
  const costDetails = eventCostOf({ ...cdr, ...price, start, charges: chargesOfPrice(price), account: null })
  return { cost: price.cost, costSource: '*cdrs', costDetails, extraInfo: '' }
}

function failed(reason: string): Outcome {
  return { cost: zero.minus(1), costSource: '', costDetails: null, extraInfo: reason }
}

function startOf(cdr: Cdr, now: Date): Date {
  return cdr.answerTime ?? cdr.setupTime ?? now
}
