import { toFloat } from '../python/arithmetic.ts'
import { float, isNumber, TemplateError } from '../python/values.ts'
import type { Filter } from './filter.ts'
import { namedArguments } from './named-arguments.ts'
import { numericArgument } from './numeric-argument.ts'

/** The square root of the number, or another root. */
export const rootFilter: Filter = (input, args, { keywords }) => {
  const { base = 2 } = namedArguments(['base'], args, keywords)
  const value = numericArgument(input, 'root')
  const of = isNumber(base) ? toFloat(base) : Number(base)
  if (of === 2) {
    if (value < 0) throw new TemplateError('root() can only be used on numbers: math domain error')
    return float(Math.sqrt(value))
  }
  return float(value ** (1 / of))
}
