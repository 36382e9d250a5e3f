import { getKey } from '../python/compare.ts'
import { repr } from '../python/text.ts'
import { defined, isDict, isList, TemplateError, typeName, type Value } from '../python/values.ts'
import type { Filter } from './filter.ts'
import { namedArguments } from './named-arguments.ts'

/** A list of `{key, value}` as a dict. */
export const items2dictFilter: Filter = (input, args, { keywords }) => {
  const { key_name: keyName = 'key', value_name: valueName = 'value' } = namedArguments(
    ['key_name', 'value_name'],
    args,
    keywords,
  )
  const list = defined(input)
  if (!isList(list)) throw new TemplateError(`items2dict requires a list, got <class '${typeName(list)}'> instead.`)
  return new Map(
    list.map((entry): [Value, Value] => {
      if (!isDict(entry))
        throw new TemplateError(`items2dict requires a list of dictionaries, got ${repr(list)} instead.`)
      const [key, value] = [getKey(entry, keyName), getKey(entry, valueName)]
      if (key === undefined || value === undefined) {
        throw new TemplateError(
          `items2dict requires each dictionary in the list to contain the keys ${repr(keyName)} and ${repr(valueName)}, got ${repr(list)} instead.`,
        )
      }
      return [key, value]
    }),
  )
}
