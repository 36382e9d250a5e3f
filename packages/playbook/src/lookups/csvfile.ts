import { readFileSync } from 'node:fs'
import { parseKeyValues } from '../loader/key-values.ts'
import { text } from '../python/text.ts'
import { TemplateError, type Value } from '../python/values.ts'
import { findFile } from './find-file.ts'
import type { Lookup } from './lookup.ts'

/** A column of the line of a CSV file whose first column is the term. */
export const csvfileLookup: Lookup = (terms, { keywords, searchPath }) =>
  terms.flatMap((term): Value[] => {
    const given = parseKeyValues(text(term), { onlyRaw: false })
    const option = (name: string, otherwise: string): string => text(given.get(name) ?? keywords[name] ?? otherwise)
    const key = given.get('_raw_params')
    if (key === undefined) throw new TemplateError('Search key is required but was not found')
    const file = option('file', 'ansible.csv')
    const path = findFile(file, searchPath, 'files')
    if (path === undefined) throw new TemplateError(`csvfile: could not find ${file}`)
    const delimiter = option('delimiter', 'TAB')
    const rows = readRows(readFileSync(path, 'utf8'), delimiter === 'TAB' ? '\t' : delimiter)
    const row = rows.find(([first]) => first === text(key))
    if (row === undefined) return keywords.default === undefined ? [] : [keywords.default]
    const cell = row[Number(option('col', '1'))]
    if (cell === undefined) throw new TemplateError('csvfile: list index out of range')
    return [cell]
  })

/** Rows of cells; quotes hold delimiters and line breaks, doubled ones a quote. */
function readRows(source: string, delimiter: string): string[][] {
  const rows: string[][] = [[]]
  let cell = ''
  let quoted = false
  for (let at = 0; at < source.length; at++) {
    const character = source[at] as string
    if (quoted) {
      if (character !== '"') cell += character
      else if (source[at + 1] === '"') {
        cell += '"'
        at++
      } else quoted = false
    } else if (character === '"' && cell === '') quoted = true
    else if (character === delimiter || character === '\n' || character === '\r') {
      if (character === '\r' && source[at + 1] === '\n') at++
      rows.at(-1)?.push(cell)
      cell = ''
      if (character !== delimiter) rows.push([])
    } else cell += character
  }
  if (cell !== '' || rows.at(-1)?.length) rows.at(-1)?.push(cell)
  return rows
}
