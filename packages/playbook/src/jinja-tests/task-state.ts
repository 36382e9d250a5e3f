import { getKey } from '../python/compare.ts'
import { defined, isDict, TemplateError, type Value } from '../python/values.ts'
import type { JinjaTest } from './jinja-test.ts'
import { resultField } from './result-field.ts'

/** Whether the host of a task could not be reached, which this machine always can. */
export const unreachableTest: JinjaTest = (value) => resultField(value, 'unreachable')
export const reachableTest: JinjaTest = (value) => !resultField(value, 'unreachable')

const state = (value: Value, name: string): boolean => {
  const result = defined(value)
  if (!isDict(result)) throw new TemplateError(`The '${name}' test expects a dictionary`)
  const found = getKey(result, name)
  return found === undefined || found === 1 || found === true
}

/** Tests of tasks in the background; a task of another kind has always started and finished. */
export const startedTest: JinjaTest = (value) => state(value, 'started')
export const finishedTest: JinjaTest = (value) => state(value, 'finished')
