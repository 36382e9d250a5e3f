import { randomInt } from 'node:crypto'
import { iterate } from '../python/sequence.ts'
import { text } from '../python/text.ts'
import { defined, isDict, isList, TemplateError } from '../python/values.ts'
import type { Filter } from './filter.ts'

/** A random whole number below the given one (from `start`, by `step`), or a random member of a list. */
export const randomFilter: Filter = (input, [start, step], { keywords }) => {
  const end = defined(input)
  const from = Number(text(start ?? keywords.start ?? 0))
  const by = Number(text(step ?? keywords.step ?? 1))
  if (typeof end === 'number' && Number.isInteger(end)) {
    const count = Math.ceil((end - from) / by)
    if (!(count > 0)) throw new TemplateError(`empty range for randrange() (${from}, ${end}, ${by})`)
    return from + by * randomInt(count)
  }
  if (typeof end !== 'string' && !isList(end) && !isDict(end)) {
    throw new TemplateError('random can only be used on sequences and integers')
  }
  const members = iterate(end)
  if (members.length === 0) throw new TemplateError('Cannot choose from an empty sequence')
  return members[randomInt(members.length)] ?? null
}
