import { Undefined } from '../python/values.ts'
import type { JinjaTest } from './jinja-test.ts'

/** Whether there is no such variable. */
export const undefinedTest: JinjaTest = (value) => value instanceof Undefined
