import { contains } from '../python/compare.ts'
import { iterate } from '../python/sequence.ts'
import type { Filter } from './filter.ts'
import { uniqueMembers } from './unique-members.ts'

/** The members that only one of the two lists has. */
export const symmetricDifferenceFilter: Filter = (input, [other = []]) => {
  const [left, right] = [[...iterate(input)], [...iterate(other)]]
  return uniqueMembers([...left, ...right]).filter((member) => !(contains(left, member) && contains(right, member)))
}
