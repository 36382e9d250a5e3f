import { defined, isFloat } from '../python/values.ts'
import type { JinjaTest } from './jinja-test.ts'

/** Whether the value is a float. */
export const floatTest: JinjaTest = (value) => isFloat(defined(value))
