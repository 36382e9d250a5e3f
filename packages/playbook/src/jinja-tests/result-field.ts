import { getKey } from '../python/compare.ts'
import { defined, isDict, TemplateError, truthy, type Value } from '../python/values.ts'

/** A flag of a task's result; false when the result lacks it. */
export function resultField(value: Value, name: string): boolean {
  const result = defined(value)
  if (!isDict(result)) throw new TemplateError(`The '${name}' test expects a dictionary`)
  return truthy(getKey(result, name) ?? false)
}
