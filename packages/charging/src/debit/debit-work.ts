import type { Account, Balance } from '../accounts/account.ts'
import { Decimal, zero } from '../exact-decimal.ts'
import { type MatchedRate, type Rater, startRating } from '../rating/start-rating.ts'
import { isActiveAt } from '../rating/timing.ts'
import type { Candidate } from './candidate.ts'
import { addCharge, type Charge, type Payer } from './charge.ts'
import type { DebitLookup } from './debit-lookup.ts'
import type { DebitError, DebitRequest } from './debit-request.ts'
import { openPurse, type Purse } from './purse.ts'
import { moneyCandidates, unitCandidates } from './select-balances.ts'

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
  /** the unit balances that may pay, in order, those of shared groups included */
  units(): readonly Candidate[]
  /** the monetary ones */
  money(): readonly Candidate[]
  /** names a balance and its owner, as charges do */
  payerOf(balance: Balance): Payer
  /** other accounts of shared groups from which something was taken, by name, as they are now */
  others(): Map<string, Account>
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

export function openWork(account: Account, request: DebitRequest, lookup: DebitLookup): Work {
  const from = request.from ?? zero
  const end = from.plus(request.usage)
  const raters = new Map<string, Rater>()
  const charges: Charge[] = []
  const owners = new Map<string, Account>()
  const remembered = (candidates: readonly Candidate[]) => {
    for (const { balance, owner } of candidates) if (owner !== account) owners.set(balance.uuid, owner)
    return candidates
  }
  let units: readonly Candidate[] | undefined
  let money: readonly Candidate[] | undefined
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
      money ??= remembered(moneyCandidates(account, request, lookup.shared))
      return money
    },
    units: () => {
      units ??= remembered(unitCandidates(account, request, lookup.shared))
      return units
    },
    payerOf: ({ uuid }) => ({ account: (owners.get(uuid) ?? account).name, uuid }),
    others: () => {
      const changed = new Map<string, Account>()
      for (const owner of new Set(owners.values())) {
        const next = work.purse.changed(owner)
        if (next !== owner) changed.set(owner.name, next)
      }
      return changed
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
    book: ({ run, count, unit, money: payer }) => {
      work.isFeeDue = false
      work.position = work.position.plus(run.increment.times(count))
      const costEach = payer === undefined ? zero : run.cost
      work.spent = work.spent.plus(costEach.times(count))
      const given = { unitsEach: unit?.unitsEach ?? zero, unit: unit?.payer ?? null }
      const { increment: usageEach, matched } = run
      addCharge(charges, { kind: 'usage', usageEach, count, costEach, ...given, money: payer ?? null, matched })
    },
    bookFee: (fee, { matched, money: payer }) => {
      work.isFeeDue = false
      work.spent = work.spent.plus(fee)
      const none = { unitsEach: zero, unit: null }
      addCharge(charges, { kind: 'fee', usageEach: zero, count: ONE, costEach: fee, ...none, money: payer, matched })
    },
  }
  return work
}

function timeAt({ at, tor }: DebitRequest, position: Decimal): number {
  return at.getTime() + (tor === '*voice' ? position.div(NANOSECONDS).floor().toNumber() : 0)
}

/** Any included timing active and no excluded one. */
function isInTime(balance: Balance, { time, lookup }: { time: number; lookup: DebitLookup }): boolean {
  const ids = Object.entries(balance.timingIds ?? {})
  if (ids.length === 0) return true
  const isOn = (id: string) => {
    const timing = lookup.timing(id)
    return timing !== undefined && isActiveAt(timing, time)
  }
  const included = ids.filter(([, on]) => on)
  return !ids.some(([id, on]) => !on && isOn(id)) && (included.length === 0 || included.some(([id]) => isOn(id)))
}
