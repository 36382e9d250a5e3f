import { dumpJson } from '../python/json.ts'
import { truthy } from '../python/values.ts'
import type { Filter } from './filter.ts'

/** The value as JSON. */
export const toJsonFilter: Filter = (input, _args, { keywords }) =>
  dumpJson(input, {
    ...(typeof keywords.indent === 'number' ? { indent: keywords.indent } : {}),
    sortKeys: truthy(keywords.sort_keys ?? false),
    ascii: truthy(keywords.ensure_ascii ?? true),
  })
