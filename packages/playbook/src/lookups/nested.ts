import { mostMembers } from '../filters/most-members.ts'
import { isList, TemplateError, type Value } from '../python/values.ts'
import type { Lookup } from './lookup.ts'

/** Every combination of one member of each list. */
export const nestedLookup: Lookup = (terms) => {
  if (terms.length === 0) throw new TemplateError('with_nested requires at least one element in the nested list')
  const lists = terms.map((term) => (isList(term) ? [...term] : [term]))
  mostMembers(lists.reduce((count, list) => count * list.length, 1))
  return lists.reduce<Value[][]>(
    (rows, list) => rows.flatMap((row) => list.map((member) => [...row, ...(isList(member) ? member : [member])])),
    [[]],
  )
}
