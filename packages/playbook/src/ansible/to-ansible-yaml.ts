import { dumpJson } from '../python/json.ts'
import { fromPlain } from '../python/plain.ts'
import { text } from '../python/text.ts'
import { isDict, isList, type Value } from '../python/values.ts'

/**
 * JSON, which is YAML too, in which texts that look like templates carry `!unsafe`: what comes from a request or the
 * configuration is data and must never be evaluated.
 */
export const toAnsibleYaml = (plain: unknown): string => `${written(fromPlain(plain))}\n`

function written(value: Value): string {
  if (isDict(value)) {
    const members = [...value].map(([key, member]) => `${dumpJson(text(key))}: ${written(member)}`)
    return `{${members.join(', ')}}`
  }
  if (isList(value)) return `[${value.map(written).join(', ')}]`
  const shown = dumpJson(value)
  return typeof value === 'string' && /\{[{%#]/.test(value) ? `!unsafe ${shown}` : shown
}
