import type { Balance } from '../accounts/account.ts'
import { roundValue } from '../accounts/change-balances.ts'
import { Decimal } from '../exact-decimal.ts'
import { parseDuration } from '../times/parse-duration.ts'

/** What one unit balance gave: whole increments of `increment` usage, each costing `unitsEach`. */
export type Taken = {
  balance: Balance
  after: Balance
  increment: Decimal
  unitsEach: Decimal
  count: Decimal
  /** usage covered, the last increment perhaps only in part */
  usage: Decimal
}

/**
 * The step in which a unit balance is consumed: one second of voice and one unit of the rest, or what a rating subject
 * such as `*zero1m` or `*zero1024` says. Undefined when the rating subject asks for a rating plan instead.
 */
export function incrementOf(balance: Balance, tor: string): Decimal | undefined {
  if (balance.ratingSubject === '' || balance.ratingSubject === '*any') {
    return new Decimal(tor === '*voice' ? '1e9' : 1)
  }
  if (!balance.ratingSubject.startsWith('*zero')) return undefined
  const increment = parseDuration(balance.ratingSubject.slice('*zero'.length))
  return increment.gt(0) ? increment : undefined
}

/**
 * Takes as many whole increments as the usage needs and the balance affords, counted and not looped over, so that no
 * size of usage is special (section 12.4). Each increment costs its usage times the factor, rounded up.
 */
export function takeUnits(
  balance: Balance,
  { usage, increment, factor }: { usage: Decimal; increment: Decimal; factor: Decimal },
): Taken | undefined {
  const unitsEach = increment.times(factor).ceil()
  const needed = usage.div(increment).ceil()
  const affordable = unitsEach.isZero() ? needed : balance.value.div(unitsEach).floor()
  const count = Decimal.min(needed, affordable)
  if (count.lte(0)) return undefined
  return {
    balance,
    after: { ...balance, value: roundValue(balance.value.minus(count.times(unitsEach))) },
    increment,
    unitsEach,
    count,
    usage: Decimal.min(usage, count.times(increment)),
  }
}
