import { text } from '../python/text.ts'
import type { Filter } from './filter.ts'

/** The text as one word of a shell command. */
export const quoteFilter: Filter = (input) => {
  const value = input === null ? '' : text(input)
  return value !== '' && /^[\w@%+=:,./-]+$/.test(value) ? value : `'${value.replaceAll("'", `'"'"'`)}'`
}
