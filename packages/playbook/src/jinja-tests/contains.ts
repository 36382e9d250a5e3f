import { contains } from '../python/compare.ts'
import type { JinjaTest } from './jinja-test.ts'

/** Whether the other is a member of the value. */
export const containsTest: JinjaTest = (value, [member = null]) => contains(value, member)
