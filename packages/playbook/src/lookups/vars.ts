import { text } from '../python/text.ts'
import { TemplateError } from '../python/values.ts'
import type { Lookup } from './lookup.ts'

/** The values of variables whose names are given, or `default`. */
export const varsLookup: Lookup = (terms, { keywords, variable }) =>
  terms.map((term) => {
    const found = variable(text(term)) ?? keywords.default
    if (found === undefined)
      throw new TemplateError(`No variable found with this name: ${text(term)}`, { isUndefined: true })
    return found
  })
