import { iterate } from '../python/sequence.ts'
import { text } from '../python/text.ts'
import type { Value } from '../python/values.ts'
import type { Filter } from './filter.ts'

/** Rows of so many members. */
export const batchFilter: Filter = (input, [size = 1, fill], { keywords }) => {
  const width = Number(text(size))
  const filler = fill ?? keywords.fill_with ?? null
  const rows: Value[] = []
  const members = iterate(input)
  for (let at = 0; at < members.length; at += width) {
    const row = members.slice(at, at + width)
    while (filler !== null && row.length < width) row.push(filler)
    rows.push(row)
  }
  return rows
}
