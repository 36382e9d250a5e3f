import { compare } from '../python/compare.ts'
import type { JinjaTest } from './jinja-test.ts'

/** Whether the value is as small or smaller. */
export const atMostTest: JinjaTest = (value, [other = null]) => compare(value, other, '<=') <= 0
