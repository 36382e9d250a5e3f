import { text } from '../python/text.ts'
import type { Filter } from './filter.ts'

/** Each word with a capital. */
export const titleFilter: Filter = (input) =>
  text(input).replace(/[^-\s({[<]+/g, (word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase())
