import { text } from '../python/text.ts'
import type { Filter } from './filter.ts'

/** What `urlencode` made, turned back. */
export const urldecodeFilter: Filter = (input) => {
  const bytes = Buffer.from(text(input).replaceAll('+', ' '), 'utf8').toString('latin1')
  const decoded = bytes.replace(/%([0-9a-fA-F]{2})/g, (_all, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
  return Buffer.from(decoded, 'latin1').toString('utf8')
}
