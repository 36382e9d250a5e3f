import { defined, isNumber } from '../python/values.ts'
import type { JinjaTest } from './jinja-test.ts'

/** Whether the value is a number; True and False are. */
export const numberTest: JinjaTest = (value) => typeof defined(value) === 'boolean' || isNumber(value)
