import { extreme } from './extreme.ts'
import type { Filter } from './filter.ts'

/** The smallest member. */
export const minFilter: Filter = (input, _args, { keywords }) => extreme(input, keywords, -1)
