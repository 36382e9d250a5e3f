import { text } from '../python/text.ts'
import { TemplateError } from '../python/values.ts'
import type { Filter } from './filter.ts'
import { namedArguments } from './named-arguments.ts'

/** An address of IPv4 in hexadecimal digits. */
export const ip4HexFilter: Filter = (input, args, { keywords }) => {
  const { delimiter = '' } = namedArguments(['delimiter'], args, keywords)
  const parts = text(input).split('.')
  const wrong = parts.find((part) => !/^\d+$/.test(part))
  if (wrong !== undefined) throw new TemplateError(`invalid literal for int() with base 10: '${wrong}'`)
  if (parts.length < 4) throw new TemplateError('Replacement index 3 out of range for positional args tuple')
  return parts
    .slice(0, 4)
    .map((part) => Number(part).toString(16).padStart(2, '0'))
    .join(text(delimiter))
}
