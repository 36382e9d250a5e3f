import type { Filter } from './filter.ts'
import { hashFilter } from './hash.ts'

/** The MD5 digest of the text. */
export const md5Filter: Filter = (input, _args, options) => hashFilter(input, ['md5'], options)
