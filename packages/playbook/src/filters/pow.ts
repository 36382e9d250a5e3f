import { calculate } from '../python/arithmetic.ts'
import type { Filter } from './filter.ts'

/** A power of the number. */
export const powFilter: Filter = (input, [power = 2]) => calculate('**', input, power)
