import { stringMethods } from '../python/string-methods.ts'
import { text } from '../python/text.ts'
import { TemplateError } from '../python/values.ts'
import type { Filter } from './filter.ts'
import { namedArguments } from './named-arguments.ts'

/** Replaces a part of a text. */
export const replaceFilter: Filter = (input, args, { keywords }) => {
  const { old, new: fresh, count = null } = namedArguments(['old', 'new', 'count'], args, keywords)
  if (old === undefined || fresh === undefined) {
    const name = old === undefined ? 'old' : 'new'
    throw new TemplateError(`do_replace() missing 1 required positional argument: '${name}'`)
  }
  return stringMethods.replace?.(text(input), count === null ? [old, fresh] : [old, fresh, count], {}) ?? ''
}
