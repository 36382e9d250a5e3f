import { isDict } from '../python/values.ts'
import { booleanArgument } from './arguments.ts'
import { failure, type Module, outcome } from './module.ts'

/** Notes figures of the run for whoever reads its result. */
export const setStatsModule: Module = async (args) => {
  const data = args.get('data') ?? null
  if (!isDict(data)) return failure("The 'data' option needs to be a dictionary/hash")
  const aggregate = booleanArgument(args, 'aggregate', true)
  const perHost = booleanArgument(args, 'per_host', false)
  return outcome({
    changed: false,
    ansible_stats: new Map<string, typeof data | boolean>([
      ['data', data],
      ['per_host', perHost],
      ['aggregate', aggregate],
    ]),
  })
}
