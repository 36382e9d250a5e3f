import { defined } from '../python/values.ts'
import type { JinjaTest } from './jinja-test.ts'

/** Whether the value is a text. */
export const stringTest: JinjaTest = (value) => typeof defined(value) === 'string'
