import { iterate } from '../python/sequence.ts'
import { defined } from '../python/values.ts'
import type { Filter } from './filter.ts'

/** The other way round. */
export const reverseFilter: Filter = (input) => {
  const value = defined(input)
  const members = [...iterate(value)].reverse()
  return typeof value === 'string' ? members.join('') : members
}
