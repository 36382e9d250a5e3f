import { text } from '../python/text.ts'
import type { Filter } from './filter.ts'

/** The text in small letters. */
export const lowerFilter: Filter = (input) => text(input).toLowerCase()
