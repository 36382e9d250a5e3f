import { choose } from './choose.ts'
import type { Filter } from './filter.ts'

/** The members with an attribute that fails a test. */
export const rejectattrFilter: Filter = (input, args, options) =>
  choose(input, args, { ...options, keep: false, byAttribute: true })
