import { text } from '../python/text.ts'
import type { Filter } from './filter.ts'

/** The text in capitals. */
export const upperFilter: Filter = (input) => text(input).toUpperCase()
