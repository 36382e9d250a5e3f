import { truthy } from '../python/values.ts'
import type { Filter } from './filter.ts'

/** One value when true, another when false. */
export const ternaryFilter: Filter = (input, [whenTrue = null, whenFalse = null, whenNone], { keywords }) => {
  const forNone = whenNone ?? keywords.none_val ?? null
  if (input === null && forNone !== null) return forNone
  return truthy(input) ? (keywords.true_val ?? whenTrue) : (keywords.false_val ?? whenFalse)
}
