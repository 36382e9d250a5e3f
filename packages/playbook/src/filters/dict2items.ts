import { defined, isDict, TemplateError, typeName, type Value } from '../python/values.ts'
import type { Filter } from './filter.ts'

/** A dict as a list of `{key, value}`. */
export const dict2itemsFilter: Filter = (input, [key, value], { keywords }) => {
  const dict = defined(input)
  if (!isDict(dict))
    throw new TemplateError(`dict2items requires a dictionary, got <class '${typeName(dict)}'> instead.`)
  const keyName = key ?? keywords.key_name ?? 'key'
  const valueName = value ?? keywords.value_name ?? 'value'
  return [...dict].map(
    ([name, member]): Value =>
      new Map([
        [keyName, name],
        [valueName, member],
      ]),
  )
}
