import { numericArgument } from '../filters/numeric-argument.ts'
import type { JinjaTest } from './jinja-test.ts'

/** Whether the number is none. */
export const nanTest: JinjaTest = (value) => Number.isNaN(numericArgument(value, 'isnan'))
