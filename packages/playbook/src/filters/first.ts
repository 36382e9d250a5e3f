import { iterate } from '../python/sequence.ts'
import { orElse, Undefined } from '../python/values.ts'
import type { Filter } from './filter.ts'

/** The first member. */
export const firstFilter: Filter = (input) => {
  const [member] = iterate(input)
  return orElse(member, () => new Undefined('No first item, sequence was empty.', ''))
}
