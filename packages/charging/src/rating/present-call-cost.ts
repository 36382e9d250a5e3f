import type { Charge, Payer } from '../debit/charge.ts'
import { Decimal, zero } from '../exact-decimal.ts'
import { formatTime } from '../times/format-time.ts'
import { presentRate, presentTiming } from './present-rate.ts'
import type { Price } from './price-usage.ts'
import type { MatchedRate } from './start-rating.ts'

/** Who and what was priced, as the head of a cost shows it. */
type Head = { Category: string; Tenant: string; Subject: string; Account: string; Destination: string; ToR: string }

const NANOSECONDS = new Decimal('1e6')

/** The answer of `GetDataCost`: spans of data with their steps. */
export function presentDataCost(price: Price, head: Head): object {
  let index = zero
  const spans = price.runs.map((run, position) => {
    const start = index
    index = index.plus(run.increment.times(run.count))
    const fee = position === 0 ? price.connectFee : zero
    const cost = run.cost.times(run.count).plus(fee)
    return {
      DataStart: start.toNumber(),
      DataEnd: index.toNumber(),
      Cost: cost.toNumber(),
      RateInterval: presentInterval(run.matched),
      DataIndex: index.toNumber(),
      Increments: [
        ...(fee.isZero() ? [] : [{ Amount: 0, Cost: fee.toNumber(), BalanceInfo: NOBODY, CompressFactor: 1 }]),
        {
          Amount: run.increment.toNumber(),
          Cost: run.cost.toNumber(),
          BalanceInfo: NOBODY,
          CompressFactor: run.count.toNumber(),
        },
      ],
      ...presentMatch(run.matched),
    }
  })
  return { ...head, Cost: price.cost.toNumber(), DataSpans: spans }
}

const NOBODY = { Unit: null, Monetary: null, AccountID: '' }

/** What a call descriptor's answer is made of (section 7.4). */
export type CallCost = {
  head: Head
  start: Date
  /** position in the session at which the charges begin */
  from: Decimal
  charges: readonly Charge[]
  cost: Decimal
  accountSummary: object | null
}

/** The answer of Responder's GetCost, Debit and MaxDebit: spans of time with their steps. */
export function presentCallCost({ head, start, from, charges, cost, accountSummary }: CallCost): object {
  let position = from
  let pending: object[] = []
  const spans: object[] = []
  for (const charge of charges) {
    if (charge.kind === 'rounding') continue
    const increment = presentIncrement(charge, head.Tenant)
    if (charge.kind === 'fee') {
      pending = [increment]
      continue
    }
    const begin = position
    position = position.plus(charge.usageEach.times(charge.count))
    spans.push({
      TimeStart: formatTime(timeAt(start, begin.minus(from))),
      TimeEnd: formatTime(timeAt(start, position.minus(from))),
      Cost: charge.costEach.times(charge.count).toNumber(),
      RateInterval: charge.matched && presentInterval(charge.matched),
      DurationIndex: position.toNumber(),
      Increments: [...pending, increment],
      RoundIncrement: null,
      ...(charge.matched === null ? NO_MATCH : presentMatch(charge.matched)),
      CompressFactor: 1,
    })
    pending = []
  }
  return {
    ...head,
    Cost: cost.toNumber(),
    Timespans: spans,
    RatedUsage: position.minus(from).toNumber(),
    AccountSummary: accountSummary,
  }
}

const NO_MATCH = { MatchedSubject: '', MatchedPrefix: '', MatchedDestId: '', RatingPlanId: '*none' }

function presentIncrement(charge: Charge, tenant: string): object {
  const paid = (payer: Payer | null, value: Decimal) =>
    payer && { UUID: payer.uuid, Consumed: value.toNumber(), AccountID: `${tenant}:${payer.account}` }
  const account = charge.unit?.account ?? charge.money?.account
  return {
    Duration: charge.usageEach.toNumber(),
    Cost: charge.costEach.toNumber(),
    BalanceInfo: {
      Unit: paid(charge.unit, charge.unitsEach),
      Monetary: paid(charge.money, charge.costEach),
      AccountID: account === undefined ? '' : `${tenant}:${account}`,
    },
    CompressFactor: charge.count.toNumber(),
  }
}

function presentInterval({ timing, rate, match }: MatchedRate): object {
  return { Timing: presentTiming(timing), Rating: presentRate(rate), Weight: match.weight }
}

function presentMatch({ match }: MatchedRate): object {
  return {
    MatchedSubject: match.profile,
    MatchedPrefix: match.prefix,
    MatchedDestId: match.destinationId,
    RatingPlanId: match.planId,
  }
}

function timeAt(start: Date, position: Decimal): Date {
  return new Date(start.getTime() + position.div(NANOSECONDS).floor().toNumber())
}
