import { text } from '../python/text.ts'
import { TemplateError } from '../python/values.ts'
import type { Filter } from './filter.ts'

type Style = { beginning?: string; decoration: string; end?: string }
const styles: Record<string, Style> = {
  plain: { decoration: '# ' },
  erlang: { decoration: '% ' },
  c: { decoration: '// ' },
  cblock: { beginning: '/*', decoration: ' * ', end: ' */' },
  xml: { beginning: '<!--', decoration: ' - ', end: '-->' },
}

/** The text as a comment of a configuration file. */
export const commentFilter: Filter = (input, [style], { keywords }) => {
  const name = text(style ?? keywords.style ?? 'plain')
  const chosen = Object.hasOwn(styles, name) ? styles[name] : undefined
  if (!chosen) throw new TemplateError(`'${name}'`)
  const given = (key: string, otherwise: string): string => {
    const value = keywords[key]
    return value === undefined ? otherwise : text(value)
  }
  const decoration = given('decoration', chosen.decoration)
  const newline = given('newline', '\n')
  const beginning = given('beginning', chosen.beginning ?? '')
  const prefix = given('prefix', decoration.trimEnd())
  const postfix = given('postfix', decoration.trimEnd())
  const end = given('end', chosen.end ?? '')
  const body = (decoration + text(input).replaceAll(newline, newline + decoration)).replaceAll(
    decoration + newline,
    decoration.trimEnd() + newline,
  )
  const before =
    prefix === '' ? '' : (prefix === newline ? newline : prefix + newline).repeat(Number(given('prefix_count', '1')))
  const after = (newline + postfix).repeat(Number(given('postfix_count', '1')))
  return (beginning && beginning + newline) + before + body + after + (end && newline + end)
}
