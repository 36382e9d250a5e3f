import { stringMethods } from '../python/string-methods.ts'
import { text } from '../python/text.ts'
import type { Filter } from './filter.ts'

/** Replaces a part of a text. */
export const replaceFilter: Filter = (input, [from = '', to = '', count]) =>
  stringMethods.replace?.(text(input), count === undefined || count === null ? [from, to] : [from, to, count], {}) ?? ''
