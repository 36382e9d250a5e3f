import { contains } from '../python/compare.ts'
import type { JinjaTest } from './jinja-test.ts'

/** Whether the value is a member of the other. */
export const inTest: JinjaTest = (value, [container = []]) => contains(container, value)
