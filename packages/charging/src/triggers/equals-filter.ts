import type { Balance } from '../accounts/account.ts'
import { timeFromWire } from '../times/format-time.ts'
import type { TriggerBalance } from './trigger.ts'

/** Equality where balance matching asks for inclusion (section 14.4). */
export function equalsFilter(balance: Balance, filter: TriggerBalance): boolean {
  if (filter.type !== undefined && balance.type !== filter.type) return false
  if (filter.id !== undefined) return balance.id === filter.id
  return (
    (filter.weight === undefined || balance.weight === filter.weight) &&
    (filter.ratingSubject === undefined || balance.ratingSubject === filter.ratingSubject) &&
    (filter.blocker === undefined || balance.blocker === filter.blocker) &&
    (filter.disabled === undefined || balance.disabled === filter.disabled) &&
    (filter.expiresAt === undefined || balance.expiresAt?.getTime() === timeFromWire(filter.expiresAt)?.getTime()) &&
    equalsSet(balance.destinationIds, filter.destinationIds) &&
    equalsSet(balance.categories, filter.categories) &&
    equalsSet(balance.sharedGroups, filter.sharedGroups) &&
    equalsSet(balance.timingIds, filter.timingIds)
  )
}

function equalsSet(set: Readonly<Record<string, boolean>> | null, ids: readonly string[] | undefined): boolean {
  if (ids === undefined) return true
  const present = Object.keys(set ?? {}).filter((id) => set?.[id])
  return present.length === new Set(ids).size && ids.every((id) => present.includes(id))
}
