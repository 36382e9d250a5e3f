import { compare } from '../python/compare.ts'
import { iterate } from '../python/sequence.ts'
import { text } from '../python/text.ts'
import { truthy, type Value } from '../python/values.ts'
import type { Filter } from './filter.ts'
import { itemAt } from './item-at.ts'
import { namedArguments } from './named-arguments.ts'

/** The members in order, by attributes when they are named; without regard to case unless asked. */
export const sortFilter: Filter = (input, args, { keywords }) => {
  const given = namedArguments(['reverse', 'case_sensitive', 'attribute'], args, keywords)
  const by = given.attribute ?? null
  const withCase = truthy(given.case_sensitive ?? false)
  const paths: Value[] = by === null ? [] : typeof by === 'number' ? [by] : text(by).split(',')
  const folded = (value: Value): Value => (typeof value === 'string' && !withCase ? value.toLowerCase() : value)
  const key = (member: Value): Value[] =>
    by === null ? [folded(member)] : paths.map((path) => folded(itemAt(member, path)))
  const backwards = truthy(given.reverse ?? false) ? -1 : 1
  return [...iterate(input)]
    .map((member) => ({ member, key: key(member) }))
    .sort((a, b) => backwards * compare(a.key, b.key))
    .map(({ member }) => member)
}
