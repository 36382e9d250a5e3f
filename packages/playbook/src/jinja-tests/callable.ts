import type { JinjaTest } from './jinja-test.ts'

/** Whether the value is a function. */
export const callableTest: JinjaTest = (value) => typeof value === 'function'
