import { compare } from '../python/compare.ts'
import { iterate } from '../python/sequence.ts'
import { truthy, type Value } from '../python/values.ts'
import type { Filter } from './filter.ts'
import { itemAt } from './item-at.ts'

/** The members in order, without regard to case unless asked. */
export const sortFilter: Filter = (input, [reverse, sensitive, attribute], { keywords }) => {
  const by = attribute ?? keywords.attribute ?? null
  const withCase = truthy(sensitive ?? keywords.case_sensitive ?? false)
  const key = (member: Value): Value => {
    const value = by === null ? member : itemAt(member, by)
    return typeof value === 'string' && !withCase ? value.toLowerCase() : value
  }
  const sorted = [...iterate(input)].sort((a, b) => compare(key(a), key(b)))
  return truthy(reverse ?? keywords.reverse ?? false) ? sorted.reverse() : sorted
}
