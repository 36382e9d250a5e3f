import { defined } from '../python/values.ts'
import type { JinjaTest } from './jinja-test.ts'

/** Whether the value is False itself. */
export const falseTest: JinjaTest = (value) => defined(value) === false
