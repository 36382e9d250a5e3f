import { regex } from '../filters/regex.ts'
import { text } from '../python/text.ts'
import { TemplateError, typeName } from '../python/values.ts'
import type { Lookup } from './lookup.ts'

/** The names of variables that regular expressions match somewhere. */
export const varnamesLookup: Lookup = (terms, { names }) =>
  terms.flatMap((term) => {
    if (typeof term !== 'string') {
      throw new TemplateError(
        `Invalid setting identifier, "${text(term)}" is not a string, it is a <class '${typeName(term)}'>`,
      )
    }
    const wanted = regex(term, {})
    return names().filter((name) => wanted.test(name))
  })
