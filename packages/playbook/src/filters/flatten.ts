import { iterate } from '../python/sequence.ts'
import { defined, isList, truthy, type Value } from '../python/values.ts'
import type { Filter } from './filter.ts'

/** Lists within the list laid open. */
export const flattenFilter: Filter = (input, [levels], { keywords }) => {
  const depth = levels ?? keywords.levels ?? null
  const skip = truthy(keywords.skip_nulls ?? true)
  const flat = (members: Value[], left: number): Value[] =>
    members.flatMap((member) => {
      if (skip && (member === null || member === 'None' || member === 'null')) return []
      return isList(member) && left > 0 ? flat(member, left - 1) : [member]
    })
  const list = defined(input)
  if (!isList(list)) return flat(iterate(list), depth === null ? Infinity : Number(depth))
  return flat(list, depth === null ? Infinity : Number(depth))
}
