import { iterate } from '../python/sequence.ts'
import { Tuple, type Value } from '../python/values.ts'
import type { Filter } from './filter.ts'

/** Like `zip`, as long as the longest list; what is missing is `fillvalue`. */
export const zipLongestFilter: Filter = (input, others, { keywords }) => {
  const lists = [input, ...others].map((list) => [...iterate(list)])
  const size = Math.max(...lists.map((list) => list.length))
  const filler = keywords.fillvalue ?? null
  return Array.from(
    { length: size },
    (_none, index): Value => Tuple.from(lists.map((list) => (index < list.length ? (list[index] as Value) : filler))),
  )
}
