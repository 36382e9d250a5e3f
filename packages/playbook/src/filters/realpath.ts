import { realpathSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { text } from '../python/text.ts'
import type { Filter } from './filter.ts'

/** A path without links and dots; what does not exist stays as it is. */
export const realpathFilter: Filter = (input) => real(resolve(text(input)))

function real(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return path === dirname(path) ? path : join(real(dirname(path)), basename(path))
  }
}
