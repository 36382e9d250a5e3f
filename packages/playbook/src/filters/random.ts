import { pythonRandom } from '../python/random.ts'
import { iterate } from '../python/sequence.ts'
import { text } from '../python/text.ts'
import { defined, isDict, isList, TemplateError, truthy } from '../python/values.ts'
import type { Filter } from './filter.ts'
import { namedArguments } from './named-arguments.ts'

/**
 * A random whole number below the given one (from `start`, by `step`), or a random member of a list. With a `seed` it is the
 * one that Python draws.
 */
export const randomFilter: Filter = (input, args, { keywords }) => {
  const { start = null, step = null, seed = null } = namedArguments(['start', 'step', 'seed'], args, keywords)
  const end = defined(input)
  const below = pythonRandom(seed)
  if (typeof end === 'number' && Number.isInteger(end)) {
    const from = truthy(start) ? Number(text(start)) : 0
    const by = truthy(step) ? Number(text(step)) : 1
    const count = Math.ceil((end - from) / by)
    if (!(count > 0)) {
      throw new TemplateError(
        by === 1 ? `empty range for randrange() (${from}, ${end}, ${end - from})` : 'empty range for randrange()',
      )
    }
    return from + by * below(count)
  }
  if (typeof end !== 'string' && !isList(end) && !isDict(end)) {
    throw new TemplateError('random can only be used on sequences and integers')
  }
  if (truthy(start) || truthy(step)) throw new TemplateError('start and step can only be used with integer values')
  const members = iterate(end)
  if (members.length === 0) throw new TemplateError('Cannot choose from an empty sequence')
  return members[below(members.length)] ?? null
}
