import { defined, isInteger } from '../python/values.ts'
import type { JinjaTest } from './jinja-test.ts'

/** Whether the value is a whole number. */
export const integerTest: JinjaTest = (value) => isInteger(defined(value))
