import { Undefined } from '../python/values.ts'
import type { JinjaTest } from './jinja-test.ts'

/** Whether there is such a variable. */
export const definedTest: JinjaTest = (value) => !(value instanceof Undefined)
