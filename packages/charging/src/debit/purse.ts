import { type Account, type Balance, DEFAULT_BALANCE, isExpired, MONETARY, withBalances } from '../accounts/account.ts'
import { roundValue } from '../accounts/change-balances.ts'
import { Decimal, zero } from '../exact-decimal.ts'
import { newDefaultBalance, type Payer } from './charge.ts'

/** The balances of a debit in progress. Nothing reaches an account before the debit is whole. */
export type Purse = {
  left(balance: Balance): Decimal
  take(balance: Balance, amount: Decimal): void
  /** charges `*default`, below zero if need be, and makes it when there is none */
  takeFromDefault(amount: Decimal): Payer
  /** the account with what was taken */
  account(): Account
  /** another account with what was taken; the same one when that is nothing */
  changed(other: Account): Account
}

/** Opens an account for a debit at an instant; balances are told apart by UUID, whosever they are. */
export function openPurse(account: Account, { at, newUuid }: { at: Date; newUuid: () => string }): Purse {
  const values = new Map<string, Decimal>()
  let created: Balance | undefined
  const left = (balance: Balance) => values.get(balance.uuid) ?? balance.value
  const take = (balance: Balance, amount: Decimal) => {
    if (!amount.isZero()) values.set(balance.uuid, roundValue(left(balance).minus(amount)))
  }
  const withValues = (balances: readonly Balance[]) =>
    balances.some(({ uuid }) => values.has(uuid))
      ? balances.map((one) => (values.has(one.uuid) ? { ...one, value: left(one) } : one))
      : balances
  const findDefault = () =>
    account.balances.find((one) => one.type === MONETARY && one.id === DEFAULT_BALANCE && !isExpired(one, at))
  return {
    left,
    take,
    takeFromDefault: (amount) => {
      created ??= findDefault() ?? newDefaultBalance(newUuid(), zero)
      take(created, amount)
      return { account: account.name, uuid: created.uuid }
    },
    account: () => {
      if (values.size === 0) return account
      const changed = withValues(account.balances)
      const isNew = created !== undefined && !account.balances.includes(created) && values.has(created.uuid)
      if (!isNew && changed === account.balances) return account
      return withBalances(account, isNew && created ? [...changed, { ...created, value: left(created) }] : changed)
    },
    changed: (other) => {
      const balances = withValues(other.balances)
      return balances === other.balances ? other : withBalances(other, balances)
    },
  }
}

/** How many times a price goes into what a balance holds. */
export function affordable(value: Decimal, each: Decimal, wanted: Decimal): Decimal {
  if (each.lte(0)) return wanted
  return Decimal.max(0, Decimal.min(wanted, value.divToInt(each)))
}
