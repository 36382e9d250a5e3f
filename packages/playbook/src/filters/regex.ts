import { type Keywords, TemplateError, truthy } from '../python/values.ts'

/** A Python regular expression as a JavaScript one: named groups, and the flags that filters take by name. */
export function regex(pattern: string, keywords: Keywords, flags = ''): RegExp {
  const inline = /^\(\?([imsx]+)\)/.exec(pattern)
  const all = new Set(flags)
  if (truthy(keywords.ignorecase ?? false) || inline?.[1]?.includes('i')) all.add('i')
  if (truthy(keywords.multiline ?? false) || inline?.[1]?.includes('m')) all.add('m')
  if (inline?.[1]?.includes('s')) all.add('s')
  const body = pattern
    .slice(inline?.[0].length ?? 0)
    .replaceAll('(?P<', '(?<')
    .replace(/\(\?P=(\w+)\)/g, '\\k<$1>')
    .replaceAll('\\A', '^')
    .replaceAll('\\Z', '$')
  try {
    return new RegExp(body, [...all].join(''))
  } catch (error) {
    throw new TemplateError(`not a regular expression: ${(error as Error).message}`)
  }
}
