import { iterate } from '../python/sequence.ts'
import { truthy } from '../python/values.ts'
import type { JinjaTest } from './jinja-test.ts'

/** Whether all members are true. */
export const allTest: JinjaTest = (value) => iterate(value).every(truthy)
