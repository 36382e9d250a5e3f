import { text } from '../python/text.ts'
import type { Filter } from './filter.ts'

/** A path without its last part. */
export const dirnameFilter: Filter = (input) => text(input).replace(/\/?[^/]*$/, '')
