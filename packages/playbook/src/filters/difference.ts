import { contains } from '../python/compare.ts'
import { iterate } from '../python/sequence.ts'
import type { Filter } from './filter.ts'
import { uniqueMembers } from './unique-members.ts'

/** The members that the other lacks. */
export const differenceFilter: Filter = (input, [other = []]) =>
  uniqueMembers(iterate(input).filter((member) => !contains([...iterate(other)], member)))
