import { isList, type Value } from '../python/values.ts'
import { failure, type Module, outcome } from './module.ts'

/** Fails unless every condition of `that` holds. */
export const assertModule: Module = async (args, { templar, rawArgs }) => {
  const that = rawArgs.get('that')
  if (that === undefined) return failure('conditional required in "that" string')
  // the conditions are read as written: rendering them first would evaluate them twice
  const given: Value = typeof that === 'string' ? templar.render(that) : that
  for (const condition of isList(given) ? given : [given]) {
    if (!templar.holds(condition)) {
      return failure(args.get('fail_msg') ?? args.get('msg') ?? 'Assertion failed', {
        evaluated_to: false,
        assertion: condition,
      })
    }
  }
  return outcome({ changed: false, msg: args.get('success_msg') ?? 'All assertions passed' })
}
