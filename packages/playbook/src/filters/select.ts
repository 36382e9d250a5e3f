import { choose } from './choose.ts'
import type { Filter } from './filter.ts'

/** The members that pass a test. */
export const selectFilter: Filter = (input, args, options) =>
  choose(input, args, { ...options, keep: true, byAttribute: false })
