import type { Templar } from '../engine/templar.ts'
import type { Keywords, Value } from '../python/values.ts'

export type LookupOptions = {
  keywords: Keywords
  now: () => Date
  variable: (name: string) => Value | undefined
  /** the names of all variables */
  names: () => string[]
  /** folders in which files are looked for, the nearest first */
  searchPath: string[]
  templar: Templar
}

/** `lookup('name', terms...)`: a list of results. */
export type Lookup = (terms: Value[], options: LookupOptions) => Value[]
