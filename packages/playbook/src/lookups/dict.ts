import { isDict, TemplateError, type Value } from '../python/values.ts'
import type { Lookup } from './lookup.ts'

/** `with_dict`: the entries of dicts as `{key, value}`. */
export const dictLookup: Lookup = (terms) =>
  terms.flatMap((term) => {
    if (!isDict(term)) throw new TemplateError('with_dict expects a dict')
    return [...term].map(
      ([key, value]): Value =>
        new Map([
          ['key', key],
          ['value', value],
        ]),
    )
  })
