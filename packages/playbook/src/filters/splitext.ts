import { text } from '../python/text.ts'
import { Tuple } from '../python/values.ts'
import type { Filter } from './filter.ts'

/** A path without its extension, and the extension with its dot. */
export const splitextFilter: Filter = (input) => {
  const path = text(input)
  const [, root = path, extension = ''] = /^((?:.*\/)?\.*[^./][^/]*?)(\.[^./]*)$/s.exec(path) ?? []
  return Tuple.of(root, extension)
}
