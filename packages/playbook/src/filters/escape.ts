import { text } from '../python/text.ts'
import type { Filter } from './filter.ts'

/** The text with HTML's special characters escaped. */
export const escapeFilter: Filter = (input) =>
  text(input)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&#34;')
    .replaceAll("'", '&#39;')
