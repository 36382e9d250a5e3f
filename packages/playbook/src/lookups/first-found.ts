import { join } from 'node:path'
import { text } from '../python/text.ts'
import { isDict, isList, type Keywords, TemplateError, truthy, typeName, type Value } from '../python/values.ts'
import { findFile } from './find-file.ts'
import type { Lookup } from './lookup.ts'

/** The first of some files that is there. */
export const firstFoundLookup: Lookup = (terms, { keywords, searchPath }) => {
  const { wanted, skip } = candidates(terms, keywords)
  for (const name of wanted) {
    const path = findFile(name, searchPath, 'files')
    if (path !== undefined) return [path]
  }
  if (skip) return []
  throw new TemplateError('No file was found when using first_found.')
}

function candidates(terms: Value[], keywords: Keywords): { wanted: string[]; skip: boolean } {
  const wanted: string[] = []
  let skip = truthy(keywords.skip ?? false)
  for (const term of terms) {
    if (isList(term)) {
      const inner = candidates(term, keywords)
      wanted.push(...inner.wanted)
      skip = inner.skip
      continue
    }
    if (!isDict(term) && typeof term !== 'string') {
      throw new TemplateError(
        `Invalid term supplied, can handle string, mapping or list of strings but got: <class '${typeName(term)}'> for ${text(term)}`,
      )
    }
    const option = (name: string): Value => (isDict(term) ? (term.get(name) ?? null) : (keywords[name] ?? null))
    const [files, paths] = [split(option('files'), /[,;]/), split(option('paths'), /[,:;]/)]
    if (isDict(term)) skip = truthy(term.get('skip') ?? false)
    if (paths.length > 0) wanted.push(...paths.flatMap((path) => files.map((file) => join(path, file))))
    else if (files.length > 0) wanted.push(...files)
    else if (!isDict(term)) wanted.push(term)
  }
  return { wanted, skip }
}

const split = (value: Value, by: RegExp): string[] =>
  value === null ? [] : (isList(value) ? value : [value]).flatMap((part) => text(part).split(by))
