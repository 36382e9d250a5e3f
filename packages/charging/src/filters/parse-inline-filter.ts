import { serverError } from '../rpc/rpc-error.ts'
import type { FilterRule } from './filter.ts'

/** True for a filter written out in place, such as `*string:~*req.Account:1001|1002`; others name a stored one. */
export function isInline(filterId: string): boolean {
  return filterId.startsWith('*')
}

/** `*type:element:value1|value2`, cut at the first two colons that stand outside `<...>` and `{...}` (section 14.1). */
export function parseInlineFilter(text: string): FilterRule {
  const cuts = outerColons(text)
  const [first, second] = cuts
  if (first === undefined || second === undefined) {
    throw serverError(`inline parse error for string: <${text}>`)
  }
  const values = text.slice(second + 1)
  return {
    Type: text.slice(0, first),
    Element: text.slice(first + 1, second),
    Values: values === '' ? [] : values.split('|'),
  }
}

function outerColons(text: string): number[] {
  const cuts: number[] = []
  let depth = 0
  // A type such as `*http#<url>` holds colons of its own inside the brackets.
  for (let at = 0; at < text.length && cuts.length < 2; at++) {
    const character = text[at]
    if (character === '<' || character === '{') depth++
    else if ((character === '>' || character === '}') && depth > 0) depth--
    else if (character === ':' && depth === 0) cuts.push(at)
  }
  return cuts
}
