import { float, TemplateError } from '../python/values.ts'
import type { Filter } from './filter.ts'
import { numericArgument } from './numeric-argument.ts'

/** A power of the number, always a float. */
export const powFilter: Filter = (input, [power = null]) => {
  const result = numericArgument(input, 'pow') ** numericArgument(power, 'pow')
  if (Number.isNaN(result)) throw new TemplateError('math domain error')
  if (!Number.isFinite(result)) throw new TemplateError('math range error')
  return float(result)
}
