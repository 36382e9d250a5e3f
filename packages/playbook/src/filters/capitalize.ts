import { text } from '../python/text.ts'
import type { Filter } from './filter.ts'

/** First letter a capital, the rest small. */
export const capitalizeFilter: Filter = (input) => {
  const value = text(input)
  return value.charAt(0).toUpperCase() + value.slice(1).toLowerCase()
}
