import { truthy } from '../python/values.ts'
import type { JinjaTest } from './jinja-test.ts'

/** Whether the value counts as false. */
export const falsyTest: JinjaTest = (value) => !truthy(value)
