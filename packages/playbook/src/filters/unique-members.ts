import { contains } from '../python/compare.ts'
import type { Value } from '../python/values.ts'

/** Each member once. */
export function uniqueMembers(members: Value[]): Value[] {
  const kept: Value[] = []
  for (const member of members) if (!contains(kept, member)) kept.push(member)
  return kept
}
