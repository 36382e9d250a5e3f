import { float, TemplateError } from '../python/values.ts'
import type { Filter } from './filter.ts'
import { namedArguments } from './named-arguments.ts'
import { numericArgument } from './numeric-argument.ts'

/** The logarithm of the number, natural unless a base is given. */
export const logFilter: Filter = (input, args, { keywords }) => {
  const { base } = namedArguments(['base'], args, keywords)
  const value = numericArgument(input, 'log')
  if (value <= 0) throw new TemplateError('math domain error')
  if (base === undefined) return float(Math.log(value))
  const of = numericArgument(base, 'log')
  return float(of === 10 ? Math.log10(value) : Math.log(value) / Math.log(of))
}
