import { text } from '../python/text.ts'
import type { Value } from '../python/values.ts'
import { failure, type Module, outcome } from './module.ts'

/** Sets variables for the rest of the run; the texts yes, no, true and false become booleans. */
export const setFactModule: Module = async (args, { templar, rawArgs }) => {
  const facts = new Map<string, Value>()
  const nativeTexts: string[] = []
  for (const [key, value] of args) {
    const name = text(templar.render(key))
    if (name === 'cacheable') continue
    if (!/^[A-Za-z_]\w*$/.test(name)) {
      return failure(
        `The variable name '${name}' is not valid. Variables must start with a letter or underscore character, and contain only letters, numbers and underscores.`,
      )
    }
    const isBoolean = typeof value === 'string' && /^(true|false|yes|no)$/i.test(value)
    facts.set(name, isBoolean ? /^(true|yes)$/i.test(value as string) : value)
    if (!isBoolean && templar.staysText(rawArgs.get(key) ?? null)) nativeTexts.push(name)
  }
  if (facts.size === 0) {
    return failure('No key/value pairs provided, at least one is required for this action to succeed')
  }
  return { ...outcome({ ansible_facts: new Map(facts), changed: false }), facts, nativeTexts }
}
