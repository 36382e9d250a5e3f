import { item } from '../python/attributes.ts'
import { iterate } from '../python/sequence.ts'
import { defined, type Value } from '../python/values.ts'
import type { Filter } from './filter.ts'

/** A list of `{key, value}` as a dict. */
export const items2dictFilter: Filter = (input, [key, value], { keywords }) => {
  const keyName = key ?? keywords.key_name ?? 'key'
  const valueName = value ?? keywords.value_name ?? 'value'
  return new Map(
    iterate(input).map((entry): [Value, Value] => [defined(item(entry, keyName)), defined(item(entry, valueName))]),
  )
}
