import { length } from '../python/sequence.ts'
import type { Filter } from './filter.ts'

/** How many members or characters. */
export const lengthFilter: Filter = (input) => length(input)
