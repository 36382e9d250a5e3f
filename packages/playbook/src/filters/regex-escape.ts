import { text } from '../python/text.ts'
import { TemplateError } from '../python/values.ts'
import type { Filter } from './filter.ts'
import { namedArguments } from './named-arguments.ts'

/** The text as a regular expression that matches just it. */
export const regexEscapeFilter: Filter = (input, args, { keywords }) => {
  const kind = text(namedArguments(['re_type'], args, keywords).re_type ?? 'python')
  if (kind === 'python') return text(input).replace(/[()[\]{}?*+\-|^$\\.&~# \t\n\r\v\f]/g, '\\$&')
  if (kind === 'posix_basic') return text(input).replace(/[\].[^$*\\]/g, '\\$&')
  throw new TemplateError(
    kind === 'posix_extended' ? `Regex type (${kind}) not yet implemented` : `Invalid regex type (${kind})`,
  )
}
