import { iterate } from '../python/sequence.ts'
import { truthy } from '../python/values.ts'
import type { JinjaTest } from './jinja-test.ts'

/** Whether some member is true. */
export const anyTest: JinjaTest = (value) => iterate(value).some(truthy)
