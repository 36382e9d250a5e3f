import { accounts } from '../accounts/account-records.ts'
import { defineDocuments } from '../store/collection.ts'
import type { Unit } from '../store/unit.ts'
import { fileMemberships } from './shared-group-records.ts'

/** One record, once the accounts are filed that were there before groups were. */
const filed = defineDocuments<1>('shared-group-filed')
const ALL = 'all'

/** Files the members of groups among accounts of an older state, once and for good. */
export function fileOldMemberships(unit: Unit): void {
  if (unit.has(filed, ALL)) return
  for (const [, account] of unit.entries(accounts)) fileMemberships(unit, undefined, account)
  unit.put(filed, ALL, 1)
}
