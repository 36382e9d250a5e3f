import { compare, equal } from '../python/compare.ts'
import { iterate } from '../python/sequence.ts'
import { Tuple, Undefined, type Value } from '../python/values.ts'
import type { Filter } from './filter.ts'
import { itemAt } from './item-at.ts'

/** Pairs of a value of an attribute and the members that have it, in order. */
export const groupbyFilter: Filter = (input, [attribute, otherwise], { keywords }) => {
  const by = attribute ?? keywords.attribute ?? ''
  const groups: { key: Value; members: Value[] }[] = []
  for (const member of iterate(input)) {
    const found = itemAt(member, by)
    const key = found instanceof Undefined ? (otherwise ?? keywords.default ?? found) : found
    const group = groups.find((candidate) => equal(candidate.key, key))
    if (group) group.members.push(member)
    else groups.push({ key, members: [member] })
  }
  return groups.sort((a, b) => compare(a.key, b.key)).map(({ key, members }): Value => Tuple.of(key, members))
}
