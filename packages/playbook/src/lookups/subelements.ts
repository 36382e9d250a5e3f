import { getKey } from '../python/compare.ts'
import { text } from '../python/text.ts'
import { type Dict, isDict, isList, TemplateError, Tuple, truthy, type Value } from '../python/values.ts'
import type { Lookup } from './lookup.ts'

/** Pairs of each dict, without the list, and each member of the list that it holds under a key. */
export const subelementsLookup: Lookup = ([list = null, path = null, flags = new Map()]) => {
  if ((!isList(list) && !isDict(list)) || typeof path !== 'string') {
    throw new TemplateError(
      'subelements lookup expects a list of two or three items, first a dict or a list, second a string pointing to the subkey',
    )
  }
  const skip = isDict(flags) && truthy(flags.get('skip_missing') ?? false)
  return (isDict(list) ? [...list.values()] : list).flatMap((element) => {
    if (!isDict(element)) throw new TemplateError(`subelements lookup expects a dictionary, got '${text(element)}'`)
    if (truthy(element.get('skipped') ?? false)) return []
    const [rest, members] = taken(element, path.split('.'), skip)
    return members.map((member): Value => Tuple.of(rest, member))
  })
}

/** The dict without the list under these keys, and the list. */
function taken(owner: Dict, [key = '', ...deeper]: string[], skip: boolean): [Dict, Value[]] {
  const found = getKey(owner, key)
  if (found === undefined) {
    if (skip) return [owner, []]
    throw new TemplateError(`could not find '${key}' key in iterated item '${text(owner)}'`)
  }
  const rest: Dict = new Map(owner)
  if (deeper.length > 0) {
    if (!isDict(found)) {
      if (skip) return [owner, []]
      throw new TemplateError(`the key ${key} should point to a dictionary, got '${text(found)}'`)
    }
    const [inner, members] = taken(found, deeper, skip)
    rest.set(key, inner)
    return [rest, members]
  }
  if (!isList(found)) throw new TemplateError(`the key ${key} should point to a list, got '${text(found)}'`)
  rest.delete(key)
  return [rest, found]
}
