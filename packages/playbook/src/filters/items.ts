import { isDict, TemplateError, Tuple, Undefined, type Value } from '../python/values.ts'
import type { Filter } from './filter.ts'

/** The pairs of a dict. */
export const itemsFilter: Filter = (input) => {
  if (input instanceof Undefined) return []
  if (!isDict(input)) throw new TemplateError('Can only get item pairs from a mapping.')
  return [...input].map(([key, value]): Value => Tuple.of(key, value))
}
