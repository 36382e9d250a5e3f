import { item } from '../python/attributes.ts'
import { isList, type Value } from '../python/values.ts'
import type { Filter } from './filter.ts'

/** The member of a container under this key. */
export const extractFilter: Filter = (input, [container = null, more], { keywords }) => {
  const path = more ?? keywords.morekeys ?? null
  const keys = [input, ...(path === null ? [] : isList(path) ? path : [path])]
  return keys.reduce((value: Value, key) => item(value, key), container)
}
