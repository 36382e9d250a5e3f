import { readFileSync } from 'node:fs'
import { text } from '../python/text.ts'
import { TemplateError, truthy } from '../python/values.ts'
import { findFile } from './find-file.ts'
import type { Lookup } from './lookup.ts'

/** The contents of files, without white space at their ends. */
export const fileLookup: Lookup = (terms, { keywords, searchPath }) =>
  terms.map((term) => {
    const path = findFile(text(term), searchPath, 'files')
    if (path === undefined) throw new TemplateError(`could not locate file in lookup: ${text(term)}`)
    const contents = readFileSync(path, 'utf8')
    const right = truthy(keywords.rstrip ?? true) ? contents.trimEnd() : contents
    return truthy(keywords.lstrip ?? false) ? right.trimStart() : right
  })
