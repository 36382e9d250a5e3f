import { defined } from '../python/values.ts'
import type { JinjaTest } from './jinja-test.ts'

/** Whether the value is True itself. */
export const trueTest: JinjaTest = (value) => defined(value) === true
