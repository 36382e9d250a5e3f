import type { Filter } from './filter.ts'
import { hashFilter } from './hash.ts'

/** The SHA-1 digest of the text. */
export const sha1Filter: Filter = (input, _args, options) => hashFilter(input, ['sha1'], options)
