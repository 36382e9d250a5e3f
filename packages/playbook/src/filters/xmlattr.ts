import { text } from '../python/text.ts'
import { defined, isDict, TemplateError, truthy, Undefined } from '../python/values.ts'
import { escapeFilter } from './escape.ts'
import type { Filter } from './filter.ts'
import { namedArguments } from './named-arguments.ts'

/** A dict as attributes of an XML element. */
export const xmlattrFilter: Filter = (input, args, options) => {
  const autospace = truthy(namedArguments(['autospace'], args, options.keywords).autospace ?? true)
  const given = defined(input)
  if (!isDict(given)) throw new TemplateError('xmlattr needs a dict')
  const escaped = (value: string) => text(escapeFilter(value, [], { ...options, keywords: {} }))
  const pairs = [...given]
    .filter(([, value]) => value !== null && !(value instanceof Undefined))
    .map(([name, value]) => `${escaped(text(name))}="${escaped(text(value))}"`)
  return pairs.length > 0 && autospace ? ` ${pairs.join(' ')}` : pairs.join(' ')
}
