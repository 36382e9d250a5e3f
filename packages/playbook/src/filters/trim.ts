import { stringMethods } from '../python/string-methods.ts'
import { text } from '../python/text.ts'
import type { Filter } from './filter.ts'

/** Without white space, or the given characters, at both ends. */
export const trimFilter: Filter = (input, args) => stringMethods.strip?.(text(input), args, {}) ?? ''
