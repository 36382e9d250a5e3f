import { text } from '../python/text.ts'
import type { Lookup } from './lookup.ts'

/** Variables of the environment; an empty text, or `default`, when one is not set. */
export const envLookup: Lookup = (terms, { keywords }) =>
  terms.map((term) => process.env[text(term)] ?? keywords.default ?? '')
