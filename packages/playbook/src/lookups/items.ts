import { isList } from '../python/values.ts'
import type { Lookup } from './lookup.ts'

/** `with_items`: the terms, lists among them laid open one level. */
export const itemsLookup: Lookup = (terms) => terms.flatMap((term) => (isList(term) ? [...term] : [term]))
