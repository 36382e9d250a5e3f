import { defined } from '../python/values.ts'
import type { JinjaTest } from './jinja-test.ts'

/** Whether the value is None. */
export const noneTest: JinjaTest = (value) => defined(value) === null
