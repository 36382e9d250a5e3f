import { getKey } from './compare.ts'
import { text } from './text.ts'
import { type Dict, defined, isDict, type Keywords, TemplateError, Tuple, type Value } from './values.ts'

type Method = (dict: Dict, args: Value[], keywords: Keywords) => Value

export const dictMethods: Record<string, Method> = {
  keys: (dict) => [...dict.keys()],
  values: (dict) => [...dict.values()],
  items: (dict) => [...dict].map(([key, value]) => Tuple.of(key, value)),
  get: (dict, [key = null, otherwise = null]) => getKey(dict, defined(key)) ?? otherwise,
  copy: (dict) => new Map(dict),
  pop: (dict, [key = null, otherwise]) => {
    const found = getKey(dict, key) ?? otherwise
    if (found === undefined) throw new TemplateError(`KeyError: '${text(key)}'`)
    dict.delete(key)
    return found
  },
  setdefault: (dict, [key = null, value = null]) => {
    if (getKey(dict, key) === undefined) dict.set(key, value)
    return getKey(dict, key) ?? null
  },
  update: (dict, [other], keywords) => {
    if (other !== undefined && isDict(other)) for (const [key, value] of other) dict.set(key, value)
    for (const [key, value] of Object.entries(keywords)) dict.set(key, value)
    return null
  },
}
