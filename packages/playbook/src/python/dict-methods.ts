import { getKey } from './compare.ts'
import { text } from './text.ts'
import { type Dict, defined, isDict, type Keywords, orElse, TemplateError, Tuple, type Value } from './values.ts'

type Method = (dict: Dict, args: Value[], keywords: Keywords) => Value

export const dictMethods: Record<string, Method> = {
  keys: (dict) => [...dict.keys()],
  values: (dict) => [...dict.values()],
  items: (dict) => [...dict].map(([key, value]) => Tuple.of(key, value)),
  get: (dict, [key = null, otherwise = null]) => orElse(getKey(dict, defined(key)), () => otherwise),
  copy: (dict) => new Map(dict),
  pop: (dict, [key = null, otherwise]) => {
    const found = getKey(dict, key)
    if (found === undefined && otherwise === undefined) throw new TemplateError(`KeyError: '${text(key)}'`)
    dict.delete(key)
    return orElse(found, () => otherwise ?? null)
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
