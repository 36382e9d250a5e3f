import { compare, equal } from '../python/compare.ts'
import { GroupTuple } from '../python/group-tuple.ts'
import { iterate } from '../python/sequence.ts'
import { truthy, Undefined, type Value } from '../python/values.ts'
import type { Filter } from './filter.ts'
import { itemAt } from './item-at.ts'
import { namedArguments } from './named-arguments.ts'

/** Pairs of a value of an attribute and the members that have it, in order; without regard to case unless asked. */
export const groupbyFilter: Filter = (input, args, { keywords }) => {
  const given = namedArguments(['attribute', 'default', 'case_sensitive'], args, keywords)
  const withCase = truthy(given.case_sensitive ?? false)
  const groups: { key: Value; first: Value; members: Value[] }[] = []
  for (const member of iterate(input)) {
    const at = itemAt(member, given.attribute ?? '')
    const found = at instanceof Undefined ? (given.default ?? at) : at
    const key = typeof found === 'string' && !withCase ? found.toLowerCase() : found
    const group = groups.find((candidate) => equal(candidate.key, key))
    if (group) group.members.push(member)
    else groups.push({ key, first: found, members: [member] })
  }
  return groups.sort((a, b) => compare(a.key, b.key)).map(({ first, members }): Value => GroupTuple.of(first, members))
}
