import { defined } from '../python/values.ts'
import type { JinjaTest } from './jinja-test.ts'

/** Whether the value is True or False. */
export const booleanTest: JinjaTest = (value) => typeof defined(value) === 'boolean'
