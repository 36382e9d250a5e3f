import { toFloat } from '../python/arithmetic.ts'
import { rounded } from '../python/fixed.ts'
import { text } from '../python/text.ts'
import { defined, float, isInteger, isNumber, TemplateError, typeName } from '../python/values.ts'
import type { Filter } from './filter.ts'

/** Rounds to decimals: common (ties to even), ceil or floor. */
export const roundFilter: Filter = (input, [precision, method], { keywords }) => {
  const value = defined(input)
  if (!isNumber(value)) throw new TemplateError(`type ${typeName(value)} doesn't define __round__ method`)
  const digits = Number(text(precision ?? keywords.precision ?? 0))
  const how = text(method ?? keywords.method ?? 'common')
  if (how === 'common') return isInteger(value) && digits >= 0 ? value : float(rounded(toFloat(value), digits))
  const scaled = toFloat(value) * 10 ** digits
  return float((how === 'ceil' ? Math.ceil(scaled) : Math.floor(scaled)) / 10 ** digits)
}
