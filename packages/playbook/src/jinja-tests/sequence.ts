import { defined, isDict, isList } from '../python/values.ts'
import type { JinjaTest } from './jinja-test.ts'

/** Whether the value has members in order. */
export const sequenceTest: JinjaTest = (value) => {
  const it = defined(value)
  return typeof it === 'string' || isList(it) || isDict(it)
}
