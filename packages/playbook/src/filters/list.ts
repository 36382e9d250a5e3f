import { iterate } from '../python/sequence.ts'
import type { Filter } from './filter.ts'

/** A list of the members. */
export const listFilter: Filter = (input) => [...iterate(input)]
