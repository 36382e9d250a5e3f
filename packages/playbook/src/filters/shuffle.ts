import { pythonRandom } from '../python/random.ts'
import { iterate } from '../python/sequence.ts'
import { truthy, type Value } from '../python/values.ts'
import type { Filter } from './filter.ts'
import { namedArguments } from './named-arguments.ts'

/** The members in a random order; with a seed always in the same one, which is Python's. */
export const shuffleFilter: Filter = (input, args, { keywords }) => {
  const { seed = null } = namedArguments(['seed'], args, keywords)
  const members = [...iterate(input)]
  const below = pythonRandom(truthy(seed) ? seed : null)
  for (let at = members.length - 1; at > 0; at--) {
    const other = below(at + 1)
    const held = members[at] as Value
    members[at] = members[other] as Value
    members[other] = held
  }
  return members
}
