import { iterate } from '../python/sequence.ts'
import { text } from '../python/text.ts'
import type { Value } from '../python/values.ts'
import type { Filter } from './filter.ts'
import { namedArguments } from './named-arguments.ts'

/** So many columns of nearly the same length. */
export const sliceFilter: Filter = (input, args, { keywords }) => {
  const { slices = 1, fill_with: filler = null } = namedArguments(['slices', 'fill_with'], args, keywords)
  const members = iterate(input)
  const count = Number(text(slices))
  const size = Math.floor(members.length / count)
  const longer = members.length % count
  let at = 0
  return Array.from({ length: count }, (_none, index): Value => {
    const end = at + size + (index < longer ? 1 : 0)
    const column = members.slice(at, end)
    at = end
    return filler !== null && index >= longer ? [...column, filler] : column
  })
}
