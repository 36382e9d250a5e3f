import { equal } from '../python/compare.ts'
import type { JinjaTest } from './jinja-test.ts'

/** Whether both are equal. */
export const equalToTest: JinjaTest = (value, [other = null]) => equal(value, other)
