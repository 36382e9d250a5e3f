import { text } from '../python/text.ts'
import { Tuple, type Value } from '../python/values.ts'
import type { Filter } from './filter.ts'
import { regex } from './regex.ts'

/** All that a regular expression finds. */
export const regexFindallFilter: Filter = (input, [pattern = ''], { keywords }) =>
  [...text(input).matchAll(regex(text(pattern), keywords, 'g'))].map((found): Value => {
    if (found.length === 1) return found[0]
    return found.length === 2 ? (found[1] ?? '') : Tuple.from(found.slice(1).map((group) => group ?? ''))
  })
