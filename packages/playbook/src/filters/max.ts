import { extreme } from './extreme.ts'
import type { Filter } from './filter.ts'

/** The greatest member. */
export const maxFilter: Filter = (input, _args, { keywords }) => extreme(input, keywords, 1)
