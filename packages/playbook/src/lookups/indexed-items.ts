import { isList, Tuple, type Value } from '../python/values.ts'
import type { Lookup } from './lookup.ts'

/** Each item with its place. */
export const indexedItemsLookup: Lookup = (terms) =>
  terms.flatMap((term) => (isList(term) ? [...term] : [term])).map((item, index): Value => Tuple.of(index, item))
