import { calculate } from '../python/arithmetic.ts'
import { equal } from '../python/compare.ts'
import type { JinjaTest } from './jinja-test.ts'

/** Whether the number is odd. */
export const oddTest: JinjaTest = (value) => equal(calculate('%', value, 2), 1)
