import { negative, toFloat } from '../python/arithmetic.ts'
import { defined, float, isFloat, isNumber, TemplateError, typeName } from '../python/values.ts'
import type { Filter } from './filter.ts'

/** The size of a number. */
export const absFilter: Filter = (input) => {
  const value = defined(input)
  if (!isNumber(value)) throw new TemplateError(`bad operand type for abs(): '${typeName(value)}'`)
  return isFloat(value) ? float(Math.abs(toFloat(value))) : toFloat(value) < 0 ? negative(value) : value
}
