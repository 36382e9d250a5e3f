import { text } from '../python/text.ts'
import type { Filter } from './filter.ts'

/** Takes the meaning from characters that regular expressions give one. */
export const regexEscapeFilter: Filter = (input) =>
  text(input).replace(/[^\w]/g, (character) => (character > '\u007f' ? character : `\\${character}`))
