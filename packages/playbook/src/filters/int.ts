import { toFloat } from '../python/arithmetic.ts'
import { defined, integer, isInteger, isNumber } from '../python/values.ts'
import type { Filter } from './filter.ts'

/** A whole number; texts like "3.7" are cut, what is no number gives the default (0). */
export const intFilter: Filter = (input, [otherwise, base], { keywords }) => {
  const value = defined(input)
  const fallback = otherwise ?? keywords.default ?? 0
  if (typeof value === 'boolean') return Number(value)
  if (isInteger(value)) return value
  if (isNumber(value)) {
    const size = toFloat(value)
    return Number.isFinite(size) ? integer(BigInt(Math.trunc(size))) : fallback
  }
  if (typeof value !== 'string') return fallback
  const digits = value.trim().replaceAll(/(?<=\d)_(?=\d)/g, '')
  const radix = Number(base ?? keywords.base ?? 10)
  if (radix !== 10) {
    const parsed = Number.parseInt(digits.replace(/^0[xob]/i, ''), radix)
    return Number.isNaN(parsed) ? fallback : parsed
  }
  if (/^[-+]?\d+$/.test(digits)) return integer(BigInt(digits.replace(/^\+/, '')))
  const size = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(digits) ? Number(digits) : Number.NaN
  return Number.isFinite(size) ? integer(BigInt(Math.trunc(size))) : fallback
}
