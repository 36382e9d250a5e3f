import { truthy, Undefined } from '../python/values.ts'
import type { Filter } from './filter.ts'

/** The fallback for an undefined value; with `true` as second argument for any false one. */
export const defaultFilter: Filter = (input, [otherwise = '', evenIfFalse], { keywords }) => {
  const fallback = keywords.default_value ?? otherwise
  if (input instanceof Undefined) return fallback
  return truthy(evenIfFalse ?? keywords.boolean ?? false) && !truthy(input) ? fallback : input
}
