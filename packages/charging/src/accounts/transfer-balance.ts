import type { Decimal } from '../exact-decimal.ts'
import { zero } from '../exact-decimal.ts'
import { type Account, type Balance, DEFAULT_BALANCE, isExpired, withBalances } from './account.ts'
import { createBalance, type Making } from './change-balances.ts'

export type TransferOrder = {
  sourceBalanceId: string
  destinationBalanceId: string
  units: Decimal
  /** what the destination is to hold afterwards, in place of `units` */
  reference?: Decimal
}
/** Both accounts and balances as they are afterwards. With one account on both sides `source` and `destination` are one. */
export type Transferred = {
  source: Account
  destination: Account
  from: Balance
  to: Balance
  units: Decimal
}

/**
 * Moves units between two balances of one type (section 3.10). A negative amount pulls back. Undefined, and nothing
 * moves, when a balance cannot be had, nothing is to move, or the side that gives has not enough; `*default` may go
 * below zero. A destination balance is made when it is absent.
 */
export function transferBalance(
  source: Account,
  destination: Account,
  { sourceBalanceId, destinationBalanceId, units, reference, ...making }: TransferOrder & Making,
): Transferred | undefined {
  const from = source.balances.find((one) => one.id === sourceBalanceId && !isExpired(one, making.now))
  if (from === undefined) return undefined
  const named = destination.balances.filter((one) => one.type === from.type && one.id === destinationBalanceId)
  const to = named.find((one) => !isExpired(one, making.now))
  if ((to === undefined && named.length > 0) || to === from) return undefined
  const amount = reference === undefined ? units : reference.minus(to?.value ?? zero)
  const giver = amount.gt(0) ? from : { id: destinationBalanceId, value: to?.value ?? zero }
  if (amount.isZero() || (amount.abs().gt(giver.value) && giver.id !== DEFAULT_BALANCE)) return undefined
  const emptied = { ...from, value: from.value.minus(amount) }
  const filled =
    to === undefined
      ? createBalance({ type: from.type, filter: { id: destinationBalanceId } }, { ...making, value: amount })
      : { ...to, value: to.value.plus(amount) }
  const ends = { from: emptied, to: filled, units: amount }
  if (source === destination) {
    const both = put(put(source, emptied), filled)
    return { source: both, destination: both, ...ends }
  }
  return { source: put(source, emptied), destination: put(destination, filled), ...ends }
}

/** The account with this balance in place of the one with its UUID, or behind all others. */
function put(account: Account, balance: Balance): Account {
  const isThere = account.balances.some((one) => one.uuid === balance.uuid)
  return withBalances(
    account,
    isThere
      ? account.balances.map((one) => (one.uuid === balance.uuid ? balance : one))
      : [...account.balances, balance],
  )
}
