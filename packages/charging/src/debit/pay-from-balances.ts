import type { Balance } from '../accounts/account.ts'
import { Decimal, zero } from '../exact-decimal.ts'
import type { Run } from '../rating/start-rating.ts'
import type { Payer } from './charge.ts'
import type { DebitRequest } from './debit-request.ts'
import type { Outcome, Work } from './debit-work.ts'
import { affordable } from './purse.ts'
import { incrementOf, unitSteps, unitsFor } from './take-units.ts'

const ONE = new Decimal(1)

/** What a unit balance gives: steps of its own size, or those of its rating subject's plan (section 12.4). */
export function payFromUnits(work: Work, balance: Balance): Outcome {
  const increment = incrementOf(balance, work.request.tor)
  if (increment === undefined) return payByPlan(work, balance)
  payInSteps(work, balance, increment)
  return undefined
}

/** What a monetary balance gives: steps at the price of its rating subject, or of the usage's, each paid whole. */
export function payFromMoney(work: Work, balance: Balance): Outcome {
  // An empty one ends here, before anything is rated; as a blocker it then ends the debit (section 12.7).
  if (work.purse.left(balance).lte(0)) return undefined
  const own = balance.ratingSubject
  const increment = own.startsWith('*zero') ? incrementOf(balance, work.request.tor) : undefined
  if (increment !== undefined) {
    payInSteps(work, balance, increment)
    return undefined
  }
  const subject = own === '' || own === '*any' ? work.request.subject : own
  while (!work.isDone()) {
    const run = work.runOf(subject)
    if (run === 'stop' || 'error' in run) return run
    const outcome = payFee(work, run)
    if (outcome !== undefined) return outcome
    const count = affordable(work.purse.left(balance), run.cost, run.count)
    if (count.lte(0)) return undefined
    payRun(work, { run, count, payer: balance })
  }
  return undefined
}

/**
 * The rest that no balance pays (section 12.5): free steps are free, a debit draws `*default` below zero, a grant ends
 * here unless the account allows negative.
 */
export function payRest(work: Work): Outcome {
  while (!work.isDone()) {
    const run = work.runOf(work.request.subject)
    if (run === 'stop' || 'error' in run) return run
    const outcome = payFee(work, run)
    if (outcome !== undefined) return outcome
    if (!run.cost.isZero() && !mayGoNegative(work)) return refusal(work.request)
    payRun(work, { run, count: run.count, payer: undefined })
  }
  return undefined
}

function payInSteps(work: Work, balance: Balance, increment: Decimal): void {
  const value = work.purse.left(balance)
  const steps = unitSteps(value, { usage: work.left(), increment, factor: factorOf(balance, work.request) })
  if (steps === undefined) return
  const { unitsEach, count } = steps
  work.purse.take(balance, unitsEach.times(count))
  work.book({
    run: { increment, cost: zero, matched: null },
    count,
    unit: { payer: work.payerOf(balance), unitsEach },
  })
}

/** Each step takes its usage from the unit balance and its cost from the first monetary one that can pay it whole. */
function payByPlan(work: Work, balance: Balance): Outcome {
  const factor = factorOf(balance, work.request)
  while (!work.isDone()) {
    const run = work.runOf(balance.ratingSubject)
    if (run === 'stop' || 'error' in run) return run
    const unitsEach = unitsFor(run.increment, factor)
    const inUnits = affordable(work.purse.left(balance), unitsEach, run.count)
    if (inUnits.lte(0)) return undefined
    const outcome = payFee(work, run)
    if (outcome !== undefined) return outcome
    const payer = run.cost.isZero() ? undefined : firstWith(work, run.cost)
    if (payer === undefined && !run.cost.isZero() && !mayGoNegative(work)) return undefined
    const count = payer === undefined ? inUnits : affordable(work.purse.left(payer), run.cost, inUnits)
    work.purse.take(balance, unitsEach.times(count))
    payRun(work, { run, count, payer, unit: { payer: work.payerOf(balance), unitsEach } })
  }
  return undefined
}

/** Takes the cost of steps from a balance, or from `*default` without one, and books them. */
function payRun(
  work: Work,
  {
    run,
    count,
    payer,
    unit,
  }: { run: Run; count: Decimal; payer: Balance | undefined; unit?: { payer: Payer; unitsEach: Decimal } },
): void {
  work.book({ run, count, unit, money: run.cost.isZero() ? undefined : takeMoney(work, payer, run.cost.times(count)) })
}

/** The connect fee, before the first step: from the first balance that holds it, else from `*default`. */
function payFee(work: Work, { connectFee, matched }: Run): Outcome {
  if (!work.isFeeDue || connectFee.lte(0)) return undefined
  const payer = firstWith(work, connectFee)
  if (payer === undefined && !mayGoNegative(work)) return refusal(work.request)
  work.bookFee(connectFee, { matched, money: takeMoney(work, payer, connectFee) })
  return undefined
}

function takeMoney(work: Work, balance: Balance | undefined, amount: Decimal): Payer {
  if (balance === undefined) return work.purse.takeFromDefault(amount)
  work.purse.take(balance, amount)
  return work.payerOf(balance)
}

function firstWith(work: Work, amount: Decimal): Balance | undefined {
  return work.money().find(({ balance }) => work.purse.left(balance).gte(amount) && work.isActive(balance))?.balance
}

function mayGoNegative({ request, account }: Work): boolean {
  return request.deniesNegative !== true && (request.mode === 'debit' || account.allowNegative)
}

function refusal({ mode }: DebitRequest): Outcome {
  return mode === 'grant' ? 'stop' : { error: 'INSUFFICIENT_CREDIT' }
}

function factorOf(balance: Balance, { factorKey, category }: DebitRequest): Decimal {
  if (balance.factors === null) return ONE
  return new Decimal(balance.factors[factorKey] ?? balance.factors[category] ?? 1)
}
