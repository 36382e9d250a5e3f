import { Decimal, zero } from '../exact-decimal.ts'
import { type Account, type Balance, DEFAULT_BALANCE, isExpired, MONETARY, withBalances } from './account.ts'
import { type BalanceFilter, matchesFilter, matchesLiving } from './balance-filter.ts'

/**
 * The administrative changes of balances (sections 3.7 to 3.9 and 4.8), as functions from an account to a new one.
 * `undefined` means that the change fails: the caller keeps nothing of its run.
 */
export type Change = { account: Account; changed: readonly Balance[] } | undefined
export type Target = { type: string; filter: BalanceFilter }
export type Making = { now: Date; newUuid: () => string }

const VALUE_DECIMALS = 5

/** Topup, debit and consumption keep five decimals (section 12.1). */
export function roundValue(value: Decimal): Decimal {
  return value.toDecimalPlaces(VALUE_DECIMALS, Decimal.ROUND_HALF_UP)
}

/**
 * Adds a signed amount to every living balance that matches, or makes one holding it. Only the value of a matching
 * balance changes: its expiry and weight stay. `resetWhen` zeroes a matching balance first.
 */
export function addToBalances(
  account: Account,
  { type, filter }: Target,
  {
    amount,
    resetWhen = () => false,
    ...making
  }: Making & { amount: Decimal; resetWhen?: (balance: Balance) => boolean },
): NonNullable<Change> {
  const change = mapMatching(account, (balance) => {
    if (!matchesLiving(balance, type, filter, making.now)) return balance
    const from = resetWhen(balance) ? zero : balance.value
    return { ...balance, value: roundValue(from.plus(amount)) }
  })
  if (change.changed.length > 0) return change
  return append(account, createBalance({ type, filter }, { value: roundValue(amount), ...making }))
}

/** Sets the given properties of one balance, found by UUID in any type or by ID in its type, else makes it by ID. */
export function setBalance(account: Account, { type, filter }: Target, making: Making): Change {
  const wanted = account.balances.find(
    (balance) =>
      !isExpired(balance, making.now) &&
      (filter.uuid !== undefined ? balance.uuid === filter.uuid : balance.type === type && balance.id === filter.id),
  )
  if (wanted === undefined && filter.uuid !== undefined) return undefined
  if (wanted === undefined) {
    const created = createBalance({ type, filter }, { value: filter.value ?? zero, ...making })
    return append(account, onlyGivenSets(created, filter))
  }
  return mapMatching(account, (balance) => (balance === wanted ? applyProperties(balance, filter) : balance))
}

/** Removes the matching balances of a type, expired ones included; fails when there is none. */
export function removeBalances(account: Account, { type, filter }: Target): Change {
  return remove(account, (balance) => balance.type === type && matchesFilter(balance, filter))
}

/** Removes the expired balances that match; fails when there is none. An empty type means every type. */
export function removeExpired(account: Account, { type, filter }: Target, now: Date): Change {
  return remove(
    account,
    (balance) => (type === '' || balance.type === type) && isExpired(balance, now) && matchesFilter(balance, filter),
  )
}

/** Gives every balance that matches, whatever its present expiry, the filter's expiry. */
export function setExpiry(account: Account, { type, filter }: Target): NonNullable<Change> {
  const { expiresAt = null, ...others } = filter
  return mapMatching(account, (balance) =>
    balance.type === type && matchesFilter(balance, others) ? { ...balance, expiresAt } : balance,
  )
}

/** Every balance type becomes one anonymous balance of 0. */
export function resetAccount(account: Account, making: Making): NonNullable<Change> {
  const balances = account.balanceTypes.map((type) =>
    createBalance({ type, filter: { ratingSubject: '' } }, { value: zero, ...making }),
  )
  return { account: withBalances(account, balances), changed: balances }
}

/** Moves every positive, living, non-default monetary balance into `*default`. */
export function gatherMoneyIntoDefault(account: Account, making: Making): NonNullable<Change> {
  const isSource = (balance: Balance) =>
    matchesLiving(balance, MONETARY, {}, making.now) && balance.id !== DEFAULT_BALANCE && balance.value.gt(0)
  const sources = account.balances.filter(isSource)
  if (sources.length === 0) return { account, changed: [] }
  const total = sources.reduce((sum, balance) => sum.plus(balance.value), zero)
  const emptied = mapMatching(account, (balance) => (isSource(balance) ? { ...balance, value: zero } : balance))
  const filled = addToBalances(
    emptied.account,
    { type: MONETARY, filter: { id: DEFAULT_BALANCE } },
    { ...making, amount: total },
  )
  return { account: filled.account, changed: [...emptied.changed, ...filled.changed] }
}

/** A balance with the filter's properties and a fresh UUID. `*default` takes nothing but the value. */
export function createBalance({ type, filter }: Target, { value, newUuid }: { value: Decimal } & Making): Balance {
  const given = filter.id === DEFAULT_BALANCE ? { id: DEFAULT_BALANCE } : filter
  return {
    uuid: newUuid(),
    type,
    id: given.id ?? '',
    value,
    expiresAt: given.expiresAt ?? null,
    weight: given.weight ?? 0,
    destinationIds: given.destinationIds ?? {},
    ratingSubject: given.ratingSubject ?? '',
    categories: given.categories ?? {},
    sharedGroups: given.sharedGroups ?? {},
    timingIds: given.timingIds ?? {},
    factors: given.factors ?? null,
    disabled: given.disabled ?? false,
    blocker: given.blocker ?? false,
  }
}

/** A balance made by SetBalance prints null for the sets that were not given (section 3.3). */
function onlyGivenSets(balance: Balance, filter: BalanceFilter): Balance {
  return {
    ...balance,
    destinationIds: filter.destinationIds ?? null,
    categories: filter.categories ?? null,
    sharedGroups: filter.sharedGroups ?? null,
    timingIds: filter.timingIds ?? null,
  }
}

function applyProperties(balance: Balance, filter: BalanceFilter): Balance {
  const { uuid: _, id, ...properties } = filter
  if (balance.id === DEFAULT_BALANCE) return { ...balance, value: properties.value ?? balance.value }
  const given = Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined))
  return { ...balance, ...given, id: id ?? balance.id }
}

function mapMatching(account: Account, change: (balance: Balance) => Balance): NonNullable<Change> {
  const changed: Balance[] = []
  const balances = account.balances.map((balance) => {
    const next = change(balance)
    if (next !== balance) changed.push(next)
    return next
  })
  return { account: withBalances(account, balances), changed }
}

function append(account: Account, balance: Balance): NonNullable<Change> {
  return { account: withBalances(account, [...account.balances, balance]), changed: [balance] }
}

function remove(account: Account, isGone: (balance: Balance) => boolean): Change {
  const removed = account.balances.filter(isGone)
  if (removed.length === 0) return undefined
  const kept = account.balances.filter((balance) => !isGone(balance))
  return { account: withBalances(account, kept), changed: [] }
}
