import { toFloat } from '../python/arithmetic.ts'
import { defined, isNumber, TemplateError, typeName, type Value } from '../python/values.ts'

/** A number of any kind; what is none fails as Python says it. */
export function numericArgument(value: Value, filter: string): number {
  const it = defined(value)
  if (typeof it === 'boolean') return Number(it)
  if (!isNumber(it))
    throw new TemplateError(`${filter}() can only be used on numbers: must be real number, not ${typeName(it)}`)
  return toFloat(it)
}
