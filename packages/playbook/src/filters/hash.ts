import { createHash } from 'node:crypto'
import { text } from '../python/text.ts'
import type { Filter } from './filter.ts'

/** A digest of the text, sha1 unless another is named. */
export const hashFilter: Filter = (input, [kind = 'sha1']) => createHash(text(kind)).update(text(input)).digest('hex')
