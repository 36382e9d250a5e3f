import { iterate } from '../python/sequence.ts'
import { text } from '../python/text.ts'
import { TemplateError, Tuple, type Value } from '../python/values.ts'
import type { Filter } from './filter.ts'
import { mostMembers } from './most-members.ts'
import { namedArguments } from './named-arguments.ts'

/** Every choice of so many members, in their order. */
export const combinationsFilter: Filter = (input, args, { keywords }) => {
  const { r } = namedArguments(['r'], args, keywords)
  if (r === undefined) throw new TemplateError("combinations() missing required argument 'r' (pos 2)")
  const members = [...iterate(input)]
  const size = Number(text(r))
  let count = 1
  for (let at = 0; at < size; at++) count = (count * (members.length - at)) / (at + 1)
  mostMembers(count)
  const rows: Value[] = []
  const extend = (chosen: Value[], from: number) => {
    if (chosen.length === size) {
      rows.push(Tuple.from(chosen))
      return
    }
    for (let index = from; index < members.length; index++) extend([...chosen, members[index] as Value], index + 1)
  }
  extend([], 0)
  return rows
}
