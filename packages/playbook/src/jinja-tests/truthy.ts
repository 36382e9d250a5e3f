import { truthy } from '../python/values.ts'
import type { JinjaTest } from './jinja-test.ts'

/** Whether the value counts as true. */
export const truthyTest: JinjaTest = (value) => truthy(value)
