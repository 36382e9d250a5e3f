import { text } from '../python/text.ts'
import type { JinjaTest } from './jinja-test.ts'

/** Whether the text is in small letters. */
export const lowerTest: JinjaTest = (value) =>
  text(value) === text(value).toLowerCase() && text(value) !== text(value).toUpperCase()
