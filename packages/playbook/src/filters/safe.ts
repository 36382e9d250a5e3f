import { text } from '../python/text.ts'
import type { Filter } from './filter.ts'

/** The text as it is: playbooks escape nothing by themselves. */
export const safeFilter: Filter = (input) => text(input)
