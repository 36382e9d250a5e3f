import { lookups } from '../lookups/index.ts'
import { text } from '../python/text.ts'
import { isList, TemplateError, type Value } from '../python/values.ts'
import type { Attempt } from './attempt.ts'
import { findVariable, variableNames } from './variables.ts'

/** What a task loops over; undefined when it is no loop, an error when what it says is no list. */
export function loopItems({ task, templar, scope, state }: Attempt): Value[] | TemplateError | undefined {
  if (task.loop === undefined) return undefined
  try {
    const terms = templar.render(task.loop)
    if (task.loopWith !== undefined) {
      const lookup = lookups[task.loopWith]
      if (!lookup) throw new TemplateError(`with_${task.loopWith} is not known here`)
      const variable = (name: string): Value | undefined => {
        const found = findVariable(scope, name)
        return found?.isTemplate ? templar.render(found.value) : found?.value
      }
      const names = () => variableNames(scope)
      const options = { keywords: {}, now: state.job.now, variable, names, searchPath: scope.searchPath, templar }
      return lookup(isList(terms) ? terms : [terms], options)
    }
    if (isList(terms)) return terms
    return new TemplateError(`Invalid data passed to 'loop', it requires a list, got this instead: ${text(terms)}.`)
  } catch (error) {
    if (error instanceof TemplateError) return error
    throw error
  }
}
