import { text } from '../python/text.ts'
import type { Filter } from './filter.ts'

/** What stands after the last slash of a path; nothing when it ends with one. */
export const basenameFilter: Filter = (input) => text(input).replace(/^.*\//s, '')
