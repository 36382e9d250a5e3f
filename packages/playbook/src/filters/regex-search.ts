import { text } from '../python/text.ts'
import { TemplateError, type Value } from '../python/values.ts'
import type { Filter } from './filter.ts'
import { matchInTime } from './match-in-time.ts'
import { regex } from './regex.ts'

/** What a regular expression finds, or the groups asked for. */
export const regexSearchFilter: Filter = (input, [pattern = '', ...wanted], { keywords }) => {
  const groups = wanted.map(groupName)
  const expression = regex(text(pattern), keywords)
  const within = text(input)
  const found = matchInTime(expression, within, () => expression.exec(within))
  if (!found) return null
  if (groups.length === 0) return found[0]
  return groups.map((name): Value => {
    const isKnown = typeof name === 'number' ? name < found.length : Object.hasOwn(found.groups ?? {}, name)
    if (!isKnown) throw new TemplateError('no such group')
    return (typeof name === 'number' ? found[name] : found.groups?.[name]) ?? null
  })
}

function groupName(given: Value): number | string {
  const wanted = text(given)
  const [, name, number] = /^\\(?:g<(\S+)>|(\d+))/.exec(wanted) ?? []
  if (name !== undefined) return /^\d+$/.test(name) ? Number(name) : name
  if (number !== undefined) return Number(number)
  throw new TemplateError(wanted.startsWith('\\') ? "'NoneType' object has no attribute 'group'" : 'Unknown argument')
}
