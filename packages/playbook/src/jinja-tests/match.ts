import { matchInTime } from '../filters/match-in-time.ts'
import { regex } from '../filters/regex.ts'
import { text } from '../python/text.ts'
import type { JinjaTest } from './jinja-test.ts'

/** Whether a regular expression matches from the beginning. */
export const matchTest: JinjaTest = (value, [pattern = ''], { keywords }) => {
  const expression = regex(`^(?:${text(pattern)})`, keywords)
  const input = text(value)
  return matchInTime(expression, input, () => expression.test(input))
}
