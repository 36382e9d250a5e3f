import type { Account } from '../accounts/account.ts'
import { serverError } from '../rpc/rpc-error.ts'
import type { Unit } from '../store/unit.ts'
import { withCountersOf } from './counters.ts'
import { findTriggerGroups } from './trigger-records.ts'

/**
 * The account with the triggers of groups appended, those already there (same group and UniqueID) left as they are;
 * `overwrite` empties the list first. Unknown group: `SERVER_ERROR: NOT_FOUND` (section 3.2).
 */
export function addTriggerGroups(
  unit: Unit,
  account: Account,
  { groups, overwrite }: { groups: readonly string[]; overwrite: boolean },
): Account {
  if (groups.length === 0) return overwrite && account.triggers.length > 0 ? { ...account, triggers: [] } : account
  const added = findTriggerGroups(unit, groups)
  if (groups.some((group) => !added.some((trigger) => trigger.id === group))) throw serverError('NOT_FOUND')
  const kept = overwrite ? [] : account.triggers
  const isNew = (one: { id: string; uniqueId: string }) =>
    !kept.some((old) => old.id === one.id && old.uniqueId === one.uniqueId)
  return { ...account, triggers: [...kept, ...withCountersOf(added.filter(isNew), account.triggers)] }
}
