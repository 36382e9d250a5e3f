import type { JinjaTest } from './jinja-test.ts'
import { resultField } from './result-field.ts'

/** Whether a registered task changed something. */
export const changedTest: JinjaTest = (value) => resultField(value, 'changed')
