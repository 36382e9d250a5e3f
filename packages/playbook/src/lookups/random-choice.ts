import { randomInt } from 'node:crypto'
import type { Lookup } from './lookup.ts'

/** One of the terms. */
export const randomChoiceLookup: Lookup = (terms) =>
  terms.length === 0 ? [] : [terms[randomInt(terms.length)] ?? null]
