import { getKey } from '../python/compare.ts'
import { repr, text } from '../python/text.ts'
import { defined, isDict, isList, TemplateError, Tuple, truthy, type Value } from '../python/values.ts'
import type { Filter } from './filter.ts'
import { namedArguments } from './named-arguments.ts'

/** Pairs of each dict and each member of the list that it holds under a key. */
export const subelementsFilter: Filter = (input, args, { keywords }) => {
  const { subelements: path = null, skip_missing: skip = false } = namedArguments(
    ['subelements', 'skip_missing'],
    args,
    keywords,
  )
  const given = defined(input)
  if (!isDict(given) && !isList(given)) throw new TemplateError('obj must be a list of dicts or a nested dict')
  if (typeof path !== 'string' && !isList(path)) throw new TemplateError('subelements must be a list or a string')
  const keys = typeof path === 'string' ? path.split('.') : path
  return (isDict(given) ? [...given.values()] : given).flatMap((element) =>
    membersAt(element, keys, truthy(skip)).map((member): Value => Tuple.of(element, member)),
  )
}

function membersAt(element: Value, keys: Value[], skipMissing: boolean): Value[] {
  let at = element
  for (const key of keys) {
    if (!isDict(at)) throw new TemplateError(`the key ${text(key)} should point to a dictionary, got '${text(at)}'`)
    const found = getKey(at, key)
    if (found === undefined && skipMissing) return []
    if (found === undefined) throw new TemplateError(`could not find ${repr(key)} key in iterated item ${repr(at)}`)
    at = found
  }
  if (!isList(at)) throw new TemplateError(`the key ${repr(keys.at(-1) ?? '')} should point to a list, got ${repr(at)}`)
  return at
}
