import { equal } from '../python/compare.ts'
import { iterate } from '../python/sequence.ts'
import { truthy, type Value } from '../python/values.ts'
import type { Filter } from './filter.ts'
import { itemAt } from './item-at.ts'
import { namedArguments } from './named-arguments.ts'

/** Each member once, in the order of their first appearance; texts that differ in case only count as one unless asked. */
export const uniqueFilter: Filter = (input, args, { keywords }) => {
  const given = namedArguments(['case_sensitive', 'attribute'], args, keywords)
  const by = given.attribute ?? null
  const withCase = truthy(given.case_sensitive ?? false)
  const key = (member: Value): Value => {
    const value = by === null ? member : itemAt(member, by)
    return typeof value === 'string' && !withCase ? value.toLowerCase() : value
  }
  const kept: { member: Value; key: Value }[] = []
  for (const member of iterate(input)) {
    const its = key(member)
    if (!kept.some((other) => equal(other.key, its))) kept.push({ member, key: its })
  }
  return kept.map(({ member }) => member)
}
