import { iterate } from '../python/sequence.ts'
import type { Filter } from './filter.ts'
import { uniqueMembers } from './unique-members.ts'

/** The members of both. */
export const unionFilter: Filter = (input, [other = []]) => uniqueMembers([...iterate(input), ...iterate(other)])
