import { equal } from '../python/compare.ts'
import type { JinjaTest } from './jinja-test.ts'

/** Whether they differ. */
export const notEqualToTest: JinjaTest = (value, [other = null]) => !equal(value, other)
