import { dumpJson } from '../python/json.ts'
import type { Filter } from './filter.ts'

/** JSON that is safe inside HTML. */
export const tojsonFilter: Filter = (input, [indent], { keywords }) => {
  const width = indent ?? keywords.indent
  return dumpJson(input, { sortKeys: true, ...(typeof width === 'number' ? { indent: width } : {}) })
    .replaceAll('<', '\\u003c')
    .replaceAll('>', '\\u003e')
    .replaceAll('&', '\\u0026')
    .replaceAll("'", '\\u0027')
}
