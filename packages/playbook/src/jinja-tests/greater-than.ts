import { compare } from '../python/compare.ts'
import type { JinjaTest } from './jinja-test.ts'

/** Whether the value is greater. */
export const greaterThanTest: JinjaTest = (value, [other = null]) => compare(value, other, '>') > 0
