import { equal } from '../python/compare.ts'
import { iterate } from '../python/sequence.ts'
import type { Value } from '../python/values.ts'
import type { Filter } from './filter.ts'
import { itemAt } from './item-at.ts'

/** Each member once, in the order of their first appearance. */
export const uniqueFilter: Filter = (input, [sensitive, attribute], { keywords }) => {
  const by = attribute ?? keywords.attribute ?? null
  const ignoreCase = sensitive === false || keywords.case_sensitive === false
  const key = (member: Value): Value => {
    const value = by === null ? member : itemAt(member, by)
    return typeof value === 'string' && ignoreCase ? value.toLowerCase() : value
  }
  const kept: Value[] = []
  for (const member of iterate(input)) {
    if (!kept.some((other) => equal(key(other), key(member)))) kept.push(member)
  }
  return kept
}
