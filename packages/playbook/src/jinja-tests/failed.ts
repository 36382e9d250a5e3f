import type { JinjaTest } from './jinja-test.ts'
import { resultField } from './result-field.ts'

/** Whether a registered task failed. */
export const failedTest: JinjaTest = (value) => resultField(value, 'failed')
