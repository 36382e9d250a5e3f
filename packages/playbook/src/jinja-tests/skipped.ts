import type { JinjaTest } from './jinja-test.ts'
import { resultField } from './result-field.ts'

/** Whether a registered task was skipped. */
export const skippedTest: JinjaTest = (value) => resultField(value, 'skipped')
