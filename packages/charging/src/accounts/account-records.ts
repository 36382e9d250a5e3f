import type { Engine } from '../engine.ts'
import { detachAccount } from '../plans/plan-records.ts'
import { dropWaitingRuns } from '../plans/run-records.ts'
import { fileMemberships } from '../shared-groups/shared-group-records.ts'
import { defineCollection } from '../store/collection.ts'
import { tenantKey } from '../store/key.ts'
import type { Unit } from '../store/unit.ts'
import { type Account, newAccount } from './account.ts'
import { type AccountJson, readAccount, writeAccount } from './account-format.ts'
import type { AccountKey } from './account-key.ts'

export const accounts = defineCollection<Account, AccountJson>({
  name: 'account',
  write: writeAccount,
  read: readAccount,
})

export function findAccount(unit: Unit, { tenant, account }: AccountKey): Account | undefined {
  return unit.get(accounts, tenantKey(tenant, account))
}

/** The account, made when it is absent. */
export function findOrCreateAccount(unit: Unit, key: AccountKey): Account {
  const found = findAccount(unit, key)
  if (found !== undefined) return found
  const made = newAccount(key.tenant, key.account, unit.now)
  unit.put(accounts, tenantKey(key.tenant, key.account), made)
  return made
}

/**
 * Keeps what differs between the account as found and as it is to be. When a balance does, listeners are told, thresholds
 * are shown the account, and the answer is true.
 */
export function saveAccount(engine: Engine, unit: Unit, before: Account, next: Account): boolean {
  if (before === next) return false
  storeAccount(unit, before, next)
  if (!hasOtherBalances(before, next)) return false
  announceBalances(engine, unit, next)
  return true
}

/** Keeps an account and tells nobody. */
export function storeAccount(unit: Unit, before: Account, next: Account): void {
  unit.put(accounts, tenantKey(next.tenant, next.name), { ...next, updatedAt: unit.now })
  fileMemberships(unit, before, next)
}

/** Tells listeners, after commit, and thresholds, at once, that balances of an account changed. */
export function announceBalances(engine: Engine, unit: Unit, account: Account): void {
  unit.afterCommit(() => engine.balancesChanged({ tenant: account.tenant, account: account.name }))
  engine.showAccount(unit, account)
}

/** Removes the account, its balances, its plan memberships and its waiting runs. */
export function deleteAccount(engine: Engine, unit: Unit, key: AccountKey): void {
  const recordKey = tenantKey(key.tenant, key.account)
  const account = unit.get(accounts, recordKey)
  if (account !== undefined) {
    fileMemberships(unit, account, undefined)
    unit.remove(accounts, recordKey)
    unit.afterCommit(() => engine.balancesChanged(key))
  }
  detachAccount(unit, key, [])
  dropWaitingRuns(unit, key)
}

function hasOtherBalances(before: Account, next: Account): boolean {
  return (
    before.balances.length !== next.balances.length ||
    next.balances.some((balance, position) => balance !== before.balances[position])
  )
}
