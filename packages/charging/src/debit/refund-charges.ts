import type { Account } from '../accounts/account.ts'
import { withBalances } from '../accounts/account.ts'
import { roundValue } from '../accounts/change-balances.ts'
import { Decimal, zero } from '../exact-decimal.ts'
import type { Charge } from './charge.ts'

/** Units or money that go back to a balance. `account` is the name of its owner, where that is told. */
export type Repayment = { uuid: string; amount: Decimal; account?: string }

/** Gives back to the same balances by UUID. A balance that is gone is skipped (section 8.5). */
export function repay(account: Account, repayments: readonly Repayment[]): Account {
  const amounts = new Map<string, Decimal>()
  for (const { uuid, amount } of repayments) amounts.set(uuid, (amounts.get(uuid) ?? zero).plus(amount))
  if (!account.balances.some((balance) => amounts.get(balance.uuid)?.isZero() === false)) return account
  return withBalances(
    account,
    account.balances.map((balance) => {
      const amount = amounts.get(balance.uuid)
      return amount === undefined ? balance : { ...balance, value: roundValue(balance.value.plus(amount)) }
    }),
  )
}

export type Refunded = {
  account: Account
  /** other accounts of shared groups that got something back, by name */
  others: ReadonlyMap<string, Account>
  charges: readonly Charge[]
  refunded: Decimal
  cost: Decimal
}
/** Another account by its name; undefined when it is gone. */
export type FindOther = (name: string) => Account | undefined

/**
 * Gives back what was debited beyond the usage that really happened: whole steps, the last ones first. A step that was
 * begun stays paid, and a connect fee is not refunded (section 8.5). `cost` is the money given back.
 */
export function refundUnused(
  account: Account,
  charges: readonly Charge[],
  { used, findOther = () => undefined }: { used: Decimal; findOther?: FindOther },
): Refunded {
  let total = charges.reduce((sum, one) => sum.plus(one.usageEach.times(one.count)), zero)
  const debited = total
  const kept: Charge[] = []
  const repayments: Repayment[] = []
  let cost = zero
  for (const charge of charges.toReversed()) {
    const surplus = total.minus(used)
    const count =
      charge.kind === 'usage' && surplus.gt(0) ? Decimal.min(charge.count, surplus.divToInt(charge.usageEach)) : zero
    if (count.gt(0)) {
      repayments.push(...repaymentsOf({ ...charge, count }))
      cost = cost.plus(charge.costEach.times(count))
      total = total.minus(charge.usageEach.times(count))
    }
    if (count.lt(charge.count)) kept.push({ ...charge, count: charge.count.minus(count) })
    // What lies before a step that stays was used.
    if (charge.kind === 'usage' && count.lt(charge.count)) total = Decimal.min(total, used)
  }
  return {
    ...repayAll(account, repayments, findOther),
    charges: kept.reverse(),
    refunded: debited.minus(totalOf(kept)),
    cost,
  }
}

/** All that charges took, fee and rounding included: what a record gives back before it is rated again. */
export function repaymentsOf(charge: Charge): Repayment[] {
  const money = charge.money && { ...charge.money, amount: charge.costEach.times(charge.count) }
  const units = charge.unit && { ...charge.unit, amount: charge.unitsEach.times(charge.count) }
  return [money, units].filter((one) => one !== null)
}

/** As repay, to the other accounts too that repayments name. */
export function repayAll(
  account: Account,
  repayments: readonly Repayment[],
  findOther: FindOther,
): Pick<Refunded, 'account' | 'others'> {
  const others = new Map<string, Account>()
  for (const name of new Set(repayments.map((one) => one.account ?? account.name))) {
    const other = name === account.name ? undefined : findOther(name)
    const next = other && repay(other, repayments)
    if (next !== undefined && next !== other) others.set(name, next)
  }
  return { account: repay(account, repayments), others }
}

function totalOf(charges: readonly Charge[]): Decimal {
  return charges.reduce((sum, one) => sum.plus(one.usageEach.times(one.count)), zero)
}
