import { iterate } from '../python/sequence.ts'
import { text } from '../python/text.ts'
import { TemplateError, Tuple, type Value } from '../python/values.ts'
import type { Filter } from './filter.ts'
import { mostMembers } from './most-members.ts'

/** Every combination of one member of each list. */
export const productFilter: Filter = (input, others, { keywords }) => {
  const once = [input, ...others].map((list) => [...iterate(list)])
  const times = Number(text(keywords.repeat ?? 1))
  const lists = Array.from({ length: times }, () => once).flat()
  mostMembers(lists.reduce((count, list) => count * list.length, 1))
  if (times < 0) throw new TemplateError('repeat argument cannot be negative')
  return lists
    .reduce<Value[][]>((rows, list) => rows.flatMap((row) => list.map((member) => [...row, member])), [[]])
    .map((row): Value => Tuple.from(row))
}
