import { text } from '../python/text.ts'
import { defined, isList, TemplateError, typeName } from '../python/values.ts'
import type { Filter } from './filter.ts'

/** Parts of a path put together; an absolute one drops what stands before it. */
export const pathJoinFilter: Filter = (input) => {
  const given = defined(input)
  if (typeof given === 'string') return given
  if (!isList(given))
    throw new TemplateError(`|path_join expects string or sequence, got <class '${typeName(given)}'> instead.`)
  return given.map(text).reduce((path, part) => {
    if (part.startsWith('/')) return part
    return path === '' || path.endsWith('/') ? path + part : `${path}/${part}`
  })
}
