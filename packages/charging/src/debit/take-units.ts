import type { Balance } from '../accounts/account.ts'
import { Decimal } from '../exact-decimal.ts'
import { ceilDiv } from '../rating/start-rating.ts'
import { parseDuration } from '../times/parse-duration.ts'
import { affordable } from './purse.ts'

/** What one unit balance can give: whole steps of `increment` usage, each costing `unitsEach`. */
export type UnitSteps = { increment: Decimal; unitsEach: Decimal; count: Decimal }

const SECOND = new Decimal('1e9')
const ONE = new Decimal(1)

/**
 * The step in which a unit balance is consumed: one second of voice and one unit of the rest, or what a rating subject
 * such as `*zero1m` or `*zero1024` says. Undefined when the rating subject asks for a rating plan instead.
 */
export function incrementOf(balance: Balance, tor: string): Decimal | undefined {
  if (balance.ratingSubject === '' || balance.ratingSubject === '*any') return tor === '*voice' ? SECOND : ONE
  if (!balance.ratingSubject.startsWith('*zero')) return undefined
  const increment = parseDuration(balance.ratingSubject.slice('*zero'.length))
  return increment.gt(0) ? increment : undefined
}

/** Units for a step of usage: usage times the factor, rounded up (section 11.6). */
export function unitsFor(increment: Decimal, factor: Decimal): Decimal {
  return factor.eq(1) ? increment.ceil() : increment.times(factor).ceil()
}

/**
 * As many whole steps as the usage needs and the balance affords, counted and not looped over, so that no size of
 * usage is special (section 12.4). Undefined when not even one can be had.
 */
export function unitSteps(
  value: Decimal,
  { usage, increment, factor }: { usage: Decimal; increment: Decimal; factor: Decimal },
): UnitSteps | undefined {
  const unitsEach = unitsFor(increment, factor)
  const count = affordable(value, unitsEach, ceilDiv(usage, increment))
  return count.lte(0) ? undefined : { increment, unitsEach, count }
}
