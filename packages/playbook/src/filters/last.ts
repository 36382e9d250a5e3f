import { iterate } from '../python/sequence.ts'
import { orElse, Undefined } from '../python/values.ts'
import type { Filter } from './filter.ts'

/** The last member. */
export const lastFilter: Filter = (input) =>
  orElse(iterate(input).at(-1), () => new Undefined('No last item, sequence was empty.', ''))
