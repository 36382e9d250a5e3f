import type { Lookup } from './lookup.ts'

/** `with_list`: the terms as they are. */
export const listLookup: Lookup = (terms) => terms
