import { choose } from './choose.ts'
import type { Filter } from './filter.ts'

/** The members that fail a test. */
export const rejectFilter: Filter = (input, args, options) =>
  choose(input, args, { ...options, keep: false, byAttribute: false })
