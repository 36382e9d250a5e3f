import { compare } from '../python/compare.ts'
import { text } from '../python/text.ts'
import { defined, isDict, TemplateError, Tuple, truthy, typeName, type Value } from '../python/values.ts'
import type { Filter } from './filter.ts'

/** The pairs of a dict in order of key or value. */
export const dictsortFilter: Filter = (input, [sensitive, by, reverse], { keywords }) => {
  const dict = defined(input)
  if (!isDict(dict)) throw new TemplateError(`'${typeName(dict)}' object has no attribute 'items'`)
  const at = text(by ?? keywords.by ?? 'key') === 'value' ? 1 : 0
  const withCase = truthy(sensitive ?? keywords.case_sensitive ?? false)
  const key = (pair: [Value, Value]): Value => {
    const value = pair[at]
    return typeof value === 'string' && !withCase ? value.toLowerCase() : value
  }
  const sorted = [...dict].sort((a, b) => compare(key(a), key(b)))
  if (truthy(reverse ?? keywords.reverse ?? false)) sorted.reverse()
  return sorted.map((pair): Value => Tuple.from(pair))
}
