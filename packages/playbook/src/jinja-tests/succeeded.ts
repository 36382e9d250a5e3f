import type { JinjaTest } from './jinja-test.ts'
import { resultField } from './result-field.ts'

/** Whether a registered task did not fail. */
export const succeededTest: JinjaTest = (value) => !resultField(value, 'failed')
