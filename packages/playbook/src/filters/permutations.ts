import { iterate } from '../python/sequence.ts'
import { text } from '../python/text.ts'
import { Tuple, type Value } from '../python/values.ts'
import type { Filter } from './filter.ts'
import { mostMembers } from './most-members.ts'
import { namedArguments } from './named-arguments.ts'

/** Every order of the members, or of so many of them. */
export const permutationsFilter: Filter = (input, args, { keywords }) => {
  const { r = null } = namedArguments(['r'], args, keywords)
  const members = [...iterate(input)]
  const size = r === null ? members.length : Number(text(r))
  if (size > members.length) return []
  let count = 1
  for (let at = 0; at < size; at++) count *= members.length - at
  mostMembers(count)
  const rows: Value[] = []
  const extend = (chosen: number[]) => {
    if (chosen.length === size) {
      rows.push(Tuple.from(chosen.map((index) => members[index] as Value)))
      return
    }
    members.forEach((_member, index) => {
      if (!chosen.includes(index)) extend([...chosen, index])
    })
  }
  extend([])
  return rows
}
