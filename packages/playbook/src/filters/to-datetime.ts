import { strptime } from '../python/strptime.ts'
import { text } from '../python/text.ts'
import { defined, TemplateError, typeName } from '../python/values.ts'
import type { Filter } from './filter.ts'
import { namedArguments } from './named-arguments.ts'

/** The moment that a text names, for differences and `.strftime()`. */
export const toDatetimeFilter: Filter = (input, args, { keywords }) => {
  const { format = '%Y-%m-%d %H:%M:%S' } = namedArguments(['format'], args, keywords)
  const given = defined(input)
  if (typeof given !== 'string') {
    throw new TemplateError(`strptime() argument 1 must be str, not ${typeName(given)}`)
  }
  return strptime(given, text(format))
}
