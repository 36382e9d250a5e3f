import { strftime } from '../python/strftime.ts'
import { text } from '../python/text.ts'
import { isNumber, TemplateError, truthy } from '../python/values.ts'
import type { Filter } from './filter.ts'
import { namedArguments } from './named-arguments.ts'

/** A format filled with now, or with a time in seconds since 1970. */
export const strftimeFilter: Filter = (input, args, { keywords, surroundings }) => {
  const { second = null, utc = false } = namedArguments(['second', 'utc'], args, keywords)
  const seconds = isNumber(second) || typeof second === 'string' ? Number(text(second)) : Number.NaN
  if (second !== null && (Number.isNaN(seconds) || text(second).trim() === '')) {
    throw new TemplateError(`Invalid value for epoch value (${text(second)})`)
  }
  return strftime(text(input), second === null ? surroundings.now() : new Date(Math.floor(seconds) * 1000), {
    utc: truthy(utc),
  })
}
