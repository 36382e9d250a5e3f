import { compare } from '../python/compare.ts'
import type { JinjaTest } from './jinja-test.ts'

/** Whether the value is as great or greater. */
export const atLeastTest: JinjaTest = (value, [other = null]) => compare(value, other, '>=') >= 0
