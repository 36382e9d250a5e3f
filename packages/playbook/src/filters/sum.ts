import { calculate } from '../python/arithmetic.ts'
import { iterate } from '../python/sequence.ts'
import type { Value } from '../python/values.ts'
import type { Filter } from './filter.ts'
import { itemAt } from './item-at.ts'

/** The sum of the members, or of one of their attributes. */
export const sumFilter: Filter = (input, [attribute, start], { keywords }) => {
  const by = attribute ?? keywords.attribute ?? null
  return iterate(input).reduce(
    (total: Value, member) => calculate('+', total, by === null ? member : itemAt(member, by)),
    start ?? keywords.start ?? 0,
  )
}
