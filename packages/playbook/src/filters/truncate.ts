import { text } from '../python/text.ts'
import { truthy } from '../python/values.ts'
import type { Filter } from './filter.ts'

/** The beginning of a long text. */
export const truncateFilter: Filter = (input, [size, cut, end, leeway], { keywords }) => {
  const value = text(input)
  const width = Number(text(size ?? keywords.length ?? 255))
  const ending = text(end ?? keywords.end ?? '...')
  if (value.length <= width + Number(text(leeway ?? keywords.leeway ?? 5))) return value
  const kept = value.slice(0, width - ending.length)
  return (truthy(cut ?? keywords.killwords ?? false) ? kept : kept.replace(/ [^ ]*$/, '')) + ending
}
