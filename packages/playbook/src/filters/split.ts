import { attribute } from '../python/attributes.ts'
import { defined, TemplateError, typeName } from '../python/values.ts'
import type { Filter } from './filter.ts'

/** The parts of a text between separators, by default between blanks. */
export const splitFilter: Filter = (input, args, { keywords }) => {
  const given = defined(input)
  if (typeof given !== 'string')
    throw new TemplateError(`descriptor 'split' for 'str' objects doesn't apply to a '${typeName(given)}' object`)
  const split = attribute(given, 'split')
  return typeof split === 'function' ? split(args, keywords) : []
}
