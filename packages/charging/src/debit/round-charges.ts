import type { Account } from '../accounts/account.ts'
import { DEFAULT_BALANCE, withBalances } from '../accounts/account.ts'
import { roundValue } from '../accounts/change-balances.ts'
import { Decimal, zero } from '../exact-decimal.ts'
import type { Rate } from '../rating/rate.ts'
import { roundCost } from '../rating/round-cost.ts'
import type { Charge } from './charge.ts'
import type { FindOther } from './refund-charges.ts'

export type Rounded = {
  account: Account
  /** other accounts of shared groups, by name: those given, with what rounding changed */
  others: ReadonlyMap<string, Account>
  charges: readonly Charge[]
  correction: Decimal
}

/**
 * Rounds what a finished session or record cost, rate by rate, and charges or gives back the difference where the rate
 * was paid last (section 13.8). Only usage that money alone paid is rounded, and rounding draws no balance below zero:
 * what is taken is what is charged.
 */
export function roundCharges(
  account: Account,
  charges: readonly Charge[],
  { others = new Map(), findOther = () => undefined }: { others?: Rounded['others']; findOther?: FindOther } = {},
): Rounded {
  const byRate = new Map<Rate, { total: Decimal; last: Charge }>()
  for (const charge of charges) {
    if (charge.money === null || charge.unit !== null || charge.matched === null) continue
    const total = (byRate.get(charge.matched.rate)?.total ?? zero).plus(charge.costEach.times(charge.count))
    byRate.set(charge.matched.rate, { total, last: charge })
  }
  let rounded: Rounded = { account, others, charges, correction: zero }
  for (const [rate, { total, last }] of byRate) {
    const wanted = roundCost(total, { method: rate.roundingMethod, decimals: rate.roundingDecimals }).minus(total)
    if (!wanted.isZero()) rounded = correct(rounded, { wanted, last, findOther })
  }
  return rounded
}

function correct(
  rounded: Rounded,
  { wanted, last, findOther }: { wanted: Decimal; last: Charge; findOther: FindOther },
): Rounded {
  const { account, others, charges } = rounded
  const name = last.money?.account ?? account.name
  const owner = name === account.name ? account : (others.get(name) ?? findOther(name))
  const payer = owner?.balances.find((balance) => balance.uuid === last.money?.uuid)
  if (owner === undefined || payer === undefined) return rounded
  const mayGoBelow = payer.id === DEFAULT_BALANCE && payer.value.lt(0)
  const amount = mayGoBelow ? wanted : Decimal.min(wanted, Decimal.max(0, payer.value))
  if (amount.isZero()) return rounded
  const balances = owner.balances.map((balance) =>
    balance === payer ? { ...balance, value: roundValue(balance.value.minus(amount)) } : balance,
  )
  const charge: Charge = { ...last, kind: 'rounding', usageEach: zero, count: new Decimal(1), costEach: amount }
  return {
    account: owner === account ? withBalances(account, balances) : account,
    others: owner === account ? others : new Map(others).set(name, withBalances(owner, balances)),
    charges: [...charges, charge],
    correction: rounded.correction.plus(amount),
  }
}
