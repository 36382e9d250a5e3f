import { calculate } from '../python/arithmetic.ts'
import { equal } from '../python/compare.ts'
import type { JinjaTest } from './jinja-test.ts'

/** Whether the number divides without rest. */
export const divisibleByTest: JinjaTest = (value, [by = 1]) => equal(calculate('%', value, by), 0)
