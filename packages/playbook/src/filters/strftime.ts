import { strftime } from '../python/strftime.ts'
import { text } from '../python/text.ts'
import { truthy } from '../python/values.ts'
import type { Filter } from './filter.ts'

/** A format filled with now, or with a time in seconds since 1970. */
export const strftimeFilter: Filter = (input, [second], { keywords, surroundings }) => {
  const epoch = second ?? keywords.second ?? null
  const at = epoch === null ? surroundings.now() : new Date(Number(text(epoch)) * 1000)
  return strftime(text(input), at, { utc: truthy(keywords.utc ?? false) })
}
