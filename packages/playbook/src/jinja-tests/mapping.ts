import { defined, isDict } from '../python/values.ts'
import type { JinjaTest } from './jinja-test.ts'

/** Whether the value is a dict. */
export const mappingTest: JinjaTest = (value) => isDict(defined(value))
