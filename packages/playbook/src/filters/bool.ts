import { toFloat } from '../python/arithmetic.ts'
import { defined, isNumber } from '../python/values.ts'
import type { Filter } from './filter.ts'

/** True for yes, on, 1 and true in any case, as text or number; None stays None. */
export const boolFilter: Filter = (input) => {
  const value = defined(input)
  if (value === null || typeof value === 'boolean') return value
  if (typeof value === 'string') return ['yes', 'on', '1', 'true'].includes(value.toLowerCase())
  return isNumber(value) && toFloat(value) === 1
}
