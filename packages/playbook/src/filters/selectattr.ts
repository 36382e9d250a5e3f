import { choose } from './choose.ts'
import type { Filter } from './filter.ts'

/** The members with an attribute that passes a test. */
export const selectattrFilter: Filter = (input, args, options) =>
  choose(input, args, { ...options, keep: true, byAttribute: true })
