import { truthOf } from '../python/boolean-text.ts'
import type { JinjaTest } from './jinja-test.ts'

/** Whether the value counts as true; with `convert_bool` texts such as "no" are read first. */
export const truthyTest: JinjaTest = (value, [convert], { keywords }) =>
  truthOf(value, convert ?? keywords.convert_bool ?? false)
