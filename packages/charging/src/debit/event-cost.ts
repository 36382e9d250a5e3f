import type { Account } from '../accounts/account.ts'
import { presentAccountSummary } from '../accounts/present-account.ts'
import { Decimal, zero } from '../exact-decimal.ts'
import { presentRateTerms, presentSlots } from '../rating/present-rate.ts'
import type { Price } from '../rating/price-usage.ts'
import type { MatchedRate } from '../rating/start-rating.ts'
import { formatTime } from '../times/format-time.ts'
import type { Charge } from './charge.ts'
import { createKeys, type Keys } from './event-cost-keys.ts'

/** What an event cost is about. Usage is what was charged, in whole steps; null is written as such. */
export type Costed = {
  cgrid: string
  runId: string
  start: Date | null
  usage: Decimal | null
  cost: Decimal
  charges: readonly Charge[]
  /** the account after the debit; null for a price without an account */
  account: Account | null
}

/**
 * The breakdown of a price or debit (section 11.7): which rate and which balance gave how many steps. Equal content
 * shares one key.
 */
export function eventCostOf({ cgrid, runId, start, usage, cost, charges, account }: Costed): object {
  const keys = createKeys()
  const entries: { RatingID: string; Increments: object[]; CompressFactor: number }[] = []
  let pending: { RatingID: string; increment: object } | undefined
  for (const charge of charges) {
    const RatingID = ratingKey(keys, charge)
    const increment = {
      Usage: charge.usageEach.toNumber(),
      Cost: charge.costEach.toNumber(),
      AccountingID: account === null ? '' : accountingKey(keys, charge, { account, RatingID }),
      CompressFactor: charge.count.toNumber(),
    }
    // The fee stands with the first steps of its rate, a rounding with the last.
    if (charge.kind === 'fee') pending = { RatingID, increment }
    else if (charge.kind === 'rounding' && entries.length > 0) entries.at(-1)?.Increments.push(increment)
    else {
      const fee = pending?.RatingID === RatingID ? [pending.increment] : []
      entries.push({ RatingID, Increments: [...fee, increment], CompressFactor: 1 })
      pending = undefined
    }
  }
  return {
    CGRID: cgrid,
    RunID: runId,
    StartTime: formatTime(start),
    Usage: usage === null ? null : usage.toNumber(),
    Cost: cost.toNumber(),
    Charges: entries.length === 0 ? [{ RatingID: '', Increments: null, CompressFactor: 0 }] : entries,
    AccountSummary: account === null ? null : presentAccountSummary(account),
    ...keys.members(),
  }
}

/** The steps of a price as charges that nobody paid; the connect fee is there even when it is 0 (section 7.3). */
export function chargesOfPrice(price: Price): Charge[] {
  const unpaid = { unitsEach: zero, unit: null, money: null }
  const [first] = price.runs
  if (first === undefined) return []
  return [
    {
      kind: 'fee',
      usageEach: zero,
      count: new Decimal(1),
      costEach: price.connectFee,
      ...unpaid,
      matched: first.matched,
    },
    ...price.runs.map(({ increment, cost, count, matched }): Charge => {
      return { kind: 'usage', usageEach: increment, count, costEach: cost, ...unpaid, matched }
    }),
  ]
}

function ratingKey(keys: Keys, { matched, unit }: Charge): string {
  return matched === null ? freeRatingKey(keys, unit?.uuid ?? '') : matchedRatingKey(keys, matched)
}

/** A bundle that counts by itself is named by its UUID where a plan's subject would be. */
function freeRatingKey(keys: Keys, uuid: string): string {
  const filter = keys.of('RatingFilters', {
    DestinationID: '',
    DestinationPrefix: '',
    RatingPlanID: '*none',
    Subject: uuid,
  })
  return keys.of('Rating', {
    ConnectFee: 0,
    RoundingMethod: '',
    RoundingDecimals: 0,
    MaxCost: 0,
    MaxCostStrategy: '',
    TimingID: '',
    RatesID: '',
    RatingFiltersID: filter,
  })
}

function matchedRatingKey(keys: Keys, matched: MatchedRate): string {
  const known = keys.known.get(matched)
  if (known !== undefined) return known
  const { match, rate, timing } = matched
  const key = keys.of('Rating', {
    ...presentRateTerms(rate),
    TimingID: keys.of('Timings', {
      Years: timing.years,
      Months: timing.months,
      MonthDays: timing.monthDays,
      WeekDays: timing.weekDays,
      StartTime: timing.startTime,
    }),
    RatesID: keys.of('Rates', presentSlots(rate)),
    RatingFiltersID: keys.of('RatingFilters', {
      DestinationID: match.destinationId,
      DestinationPrefix: match.prefix,
      RatingPlanID: match.planId,
      Subject: match.profile,
    }),
  })
  keys.known.set(matched, key)
  return key
}

function accountingKey(
  keys: Keys,
  charge: Charge,
  { account, RatingID }: { account: Account; RatingID: string },
): string {
  const idOf = (name: string) => `${account.tenant}:${name}`
  const { money, unit } = charge
  const paid =
    money &&
    keys.of('Accounting', {
      AccountID: idOf(money.account),
      BalanceUUID: money.uuid,
      RatingID: charge.kind === 'rounding' ? '*rounding' : RatingID,
      Units: charge.costEach.toNumber(),
      ExtraChargeID: '',
    })
  if (unit === null) return paid ?? ''
  return keys.of('Accounting', {
    AccountID: idOf(unit.account),
    BalanceUUID: unit.uuid,
    RatingID: charge.matched === null ? '' : RatingID,
    Units: charge.unitsEach.toNumber(),
    ExtraChargeID: paid ?? '*none',
  })
}
