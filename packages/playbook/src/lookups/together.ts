import { isList, TemplateError, type Value } from '../python/values.ts'
import type { Lookup } from './lookup.ts'

/** The first members of the lists together, then the second ones; None where a list is shorter. */
export const togetherLookup: Lookup = (terms) => {
  if (terms.length === 0) throw new TemplateError('with_together requires at least one element in each list')
  const lists = terms.map((term) => (isList(term) ? [...term] : [term]))
  const size = Math.max(...lists.map((list) => list.length))
  return Array.from(
    { length: size },
    (_none, index): Value =>
      lists.flatMap((list): Value[] => {
        const member = list[index] ?? null
        return isList(member) ? member : [member]
      }),
  )
}
