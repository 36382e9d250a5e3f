import { compare } from '../python/compare.ts'
import { iterate } from '../python/sequence.ts'
import { type Keywords, Undefined, type Value } from '../python/values.ts'
import { itemAt } from './item-at.ts'

/** The smallest (-1) or greatest (1) member, by an attribute when one is named. */
export function extreme(input: Value, keywords: Keywords, direction: -1 | 1): Value {
  const by = keywords.attribute ?? null
  const key = (member: Value) => (by === null ? member : itemAt(member, by))
  const [first, ...rest] = iterate(input)
  if (first === undefined) return new Undefined('No aggregated item, sequence was empty.', '')
  return rest.reduce((best, member) => (compare(key(member), key(best)) * direction > 0 ? member : best), first)
}
