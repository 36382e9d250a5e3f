import { statSync } from 'node:fs'
import { globFiles } from '../lookups/glob-files.ts'
import { text } from '../python/text.ts'
import type { Filter } from './filter.ts'

/** The files that a pattern matches. */
export const fileglobFilter: Filter = (input) =>
  globFiles(text(input)).filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false)
