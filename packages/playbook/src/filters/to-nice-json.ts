import { dumpJson } from '../python/json.ts'
import { truthy } from '../python/values.ts'
import type { Filter } from './filter.ts'

/** The value as indented JSON with ordered keys. */
export const toNiceJsonFilter: Filter = (input, [indent], { keywords }) =>
  dumpJson(input, {
    indent: Number(indent ?? keywords.indent ?? 4),
    sortKeys: truthy(keywords.sort_keys ?? true),
    ascii: truthy(keywords.ensure_ascii ?? true),
  })
