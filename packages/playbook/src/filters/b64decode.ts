import { text } from '../python/text.ts'
import type { Filter } from './filter.ts'

/** The text that Base64 holds. */
export const b64decodeFilter: Filter = (input) => Buffer.from(text(input), 'base64').toString('utf8')
