import { text } from '../python/text.ts'
import type { Filter } from './filter.ts'

/** The text as Base64. */
export const b64encodeFilter: Filter = (input) => Buffer.from(text(input), 'utf8').toString('base64')
