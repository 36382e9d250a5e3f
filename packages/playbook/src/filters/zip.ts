import { iterate } from '../python/sequence.ts'
import type { Value } from '../python/values.ts'
import type { Filter } from './filter.ts'

/** The first members together, the second ones, and so on. */
export const zipFilter: Filter = (input, others) => {
  const lists = [input, ...others].map((list) => [...iterate(list)])
  const size = Math.min(...lists.map((list) => list.length))
  return Array.from({ length: size }, (_none, index): Value => lists.map((list) => list[index] ?? null))
}
