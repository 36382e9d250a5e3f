import { toFloat } from '../python/arithmetic.ts'
import { defined, float, isNumber } from '../python/values.ts'
import type { Filter } from './filter.ts'

/** A number with a fraction; what is no number gives the default (0.0). */
export const floatFilter: Filter = (input, [otherwise], { keywords }) => {
  const value = defined(input)
  const fallback = otherwise ?? keywords.default ?? float(0)
  if (typeof value === 'boolean') return float(Number(value))
  if (isNumber(value)) return float(toFloat(value))
  if (typeof value !== 'string') return fallback
  const digits = value.trim().replaceAll(/(?<=\d)_(?=\d)/g, '')
  if (/^[-+]?(inf|infinity)$/i.test(digits)) return digits.startsWith('-') ? -Infinity : Infinity
  if (/^[-+]?nan$/i.test(digits)) return Number.NaN
  return /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(digits) ? float(Number(digits)) : fallback
}
