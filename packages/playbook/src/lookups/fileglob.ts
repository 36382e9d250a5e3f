import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { text } from '../python/text.ts'
import { globFiles } from './glob-files.ts'
import type { Lookup } from './lookup.ts'

/** The files that patterns match, in the `files` folder or beside the play; folders are not among them. */
export const fileglobLookup: Lookup = (terms, { searchPath }) =>
  terms.flatMap((term) => {
    const folders = text(term).includes('/') ? searchPath : searchPath.flatMap((at) => [resolve(at, 'files'), at])
    const found = folders.map((at) => globFiles(resolve(at, text(term)))).find((paths) => paths.length > 0) ?? []
    return found.filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false)
  })
