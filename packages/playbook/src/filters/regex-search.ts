import { text } from '../python/text.ts'
import type { Filter } from './filter.ts'
import { regex } from './regex.ts'

/** What a regular expression finds, or the groups asked for. */
export const regexSearchFilter: Filter = (input, [pattern = '', ...wanted], { keywords }) => {
  const found = regex(text(pattern), keywords).exec(text(input))
  if (!found) return null
  if (wanted.length === 0) return found[0]
  return wanted.map((group) => {
    const name = text(group).replace(/^\\g<(.*)>$|^\\/, '$1')
    return (/^\d+$/.test(name) ? found[Number(name)] : found.groups?.[name]) ?? null
  })
}
