import { regex } from '../filters/regex.ts'
import { text } from '../python/text.ts'
import type { JinjaTest } from './jinja-test.ts'

/** Whether a regular expression matches somewhere. */
export const searchTest: JinjaTest = (value, [pattern = ''], { keywords }) =>
  regex(text(pattern), keywords).test(text(value))
