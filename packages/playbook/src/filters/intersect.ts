import { contains } from '../python/compare.ts'
import { iterate } from '../python/sequence.ts'
import type { Filter } from './filter.ts'
import { uniqueMembers } from './unique-members.ts'

/** The members that both have. */
export const intersectFilter: Filter = (input, [other = []]) =>
  uniqueMembers(iterate(input).filter((member) => contains([...iterate(other)], member)))
