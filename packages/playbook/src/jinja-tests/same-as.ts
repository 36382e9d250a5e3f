import { defined } from '../python/values.ts'
import type { JinjaTest } from './jinja-test.ts'

/** Whether both are one and the same. */
export const sameAsTest: JinjaTest = (value, [other = null]) => defined(value) === defined(other)
