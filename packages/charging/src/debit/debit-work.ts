import type { Account, Balance } from '../accounts/account.ts'
import { Decimal, zero } from '../exact-decimal.ts'
import type { RatingLookup } from '../rating/find-tariff.ts'
import { type MatchedRate, type Rater, startRating } from '../rating/start-rating.ts'
import { isActiveAt } from '../rating/timing.ts'
import { addCharge, type Charge, type Payer } from './charge.ts'
import type { DebitError, DebitRequest } from './debit-request.ts'
import { openPurse, type Purse } from './purse.ts'
import { type Candidate, moneyCandidates } from './select-balances.ts'

/** Undefined goes on, `stop` ends a grant with what it has, an error undoes all. */
export type Outcome = 'stop' | { error: DebitError } | undefined

/** A debit in progress. */
export type Work = {
  readonly account: Account
  readonly request: DebitRequest
  readonly purse: Purse
  readonly charges: Charge[]
  readonly from: Decimal
  /** how far the usage is paid for */
  position: Decimal
  spent: Decimal
  /** the connect fee belongs to the first part of a session, and only when no bundle pays that (section 12.4) */
  isFeeDue: boolean
  isDone(): boolean
  left(): Decimal
  /** the monetary balances that may pay, in order */
  money(): readonly Candidate[]
  /** whether a balance's timings hold at the present position */
  isActive(balance: Balance): boolean
  /** the next steps at the price of a subject */
  runOf(subject: string): ReturnType<Rater>
  /** books steps that were paid for, and goes on behind them */
  book(steps: PaidSteps): void
  bookFee(fee: Decimal, paid: { matched: MatchedRate; money: Payer }): void
}
type PaidSteps = {
  run: { increment: Decimal; cost: Decimal; matched: MatchedRate | null }
  count: Decimal
  unit?: { payer: Payer; unitsEach: Decimal }
  money?: Payer
}

const NANOSECONDS = new Decimal('1e6')
const ONE = new Decimal(1)

export function openWork(account: Account, request: DebitRequest, lookup: RatingLookup): Work {
  const from = request.from ?? zero
  const end = from.plus(request.usage)
  const raters = new Map<string, Rater>()
  const charges: Charge[] = []
  let candidates: readonly Candidate[] | undefined
  const work: Work = {
    account,
    request,
    purse: openPurse(account, request),
    charges,
    from,
    position: from,
    spent: request.spent ?? zero,
    isFeeDue: from.isZero() && request.isFeePaid !== true,
    isDone: () => work.position.gte(end),
    left: () => end.minus(work.position),
    money: () => {
      candidates ??= moneyCandidates(account, request)
      return candidates
    },
    isActive: (balance) => isInTime(balance, { time: timeAt(request, work.position), lookup }),
    runOf: (subject) => {
      let rater = raters.get(subject)
      if (rater === undefined) {
        const stopsAtLimit = request.mode === 'grant'
        rater = startRating(lookup, { ...request, tenant: account.tenant, subject, end, stopsAtLimit })
        raters.set(subject, rater)
      }
      return rater(work.position, work.spent)
    },
    book: ({ run, count, unit, money }) => {
      work.isFeeDue = false
      work.position = work.position.plus(run.increment.times(count))
      const costEach = money === undefined ? zero : run.cost
      work.spent = work.spent.plus(costEach.times(count))
      const units = { unitsEach: unit?.unitsEach ?? zero, unit: unit?.payer ?? null }
      const { increment: usageEach, matched } = run
      addCharge(charges, { kind: 'usage', usageEach, count, costEach, ...units, money: money ?? null, matched })
    },
    bookFee: (fee, { matched, money }) => {
      work.isFeeDue = false
      work.spent = work.spent.plus(fee)
      const units = { unitsEach: zero, unit: null }
      addCharge(charges, { kind: 'fee', usageEach: zero, count: ONE, costEach: fee, ...units, money, matched })
    },
  }
  return work
}

function timeAt({ at, tor }: DebitRequest, position: Decimal): number {
  return at.getTime() + (tor === '*voice' ? position.div(NANOSECONDS).floor().toNumber() : 0)
}

/** Any included timing active and no excluded one. */
function isInTime(balance: Balance, { time, lookup }: { time: number; lookup: RatingLookup }): boolean {
  const ids = Object.entries(balance.timingIds ?? {})
  if (ids.length === 0) return true
  const isOn = (id: string) => {
    const timing = lookup.timing(id)
    return timing !== undefined && isActiveAt(timing, time)
  }
  const included = ids.filter(([, on]) => on)
  return !ids.some(([id, on]) => !on && isOn(id)) && (included.length === 0 || included.some(([id]) => isOn(id)))
}
