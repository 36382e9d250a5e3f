import { text } from '../python/text.ts'
import type { Filter } from './filter.ts'

/** How many words. */
export const wordcountFilter: Filter = (input) => text(input).match(/\w+/g)?.length ?? 0
