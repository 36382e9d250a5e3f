import { text } from '../python/text.ts'
import { Tuple, type Value } from '../python/values.ts'
import type { Filter } from './filter.ts'
import { matchInTime } from './match-in-time.ts'
import { regex } from './regex.ts'

/** All that a regular expression finds. */
export const regexFindallFilter: Filter = (input, [pattern = ''], { keywords }) =>
  allFound(regex(text(pattern), keywords, 'g'), text(input)).map((found): Value => {
    if (found.length === 1) return found[0]
    return found.length === 2 ? (found[1] ?? '') : Tuple.from(found.slice(1).map((group) => group ?? ''))
  })

const allFound = (expression: RegExp, input: string): RegExpExecArray[] =>
  matchInTime(expression, input, () => [...input.matchAll(expression)])
