import { compare } from '../python/compare.ts'
import type { JinjaTest } from './jinja-test.ts'

/** Whether the value is smaller. */
export const lessThanTest: JinjaTest = (value, [other = null]) => compare(value, other, '<') < 0
