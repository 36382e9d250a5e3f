import { text } from '../python/text.ts'
import type { JinjaTest } from './jinja-test.ts'

/** Whether the text is in capitals. */
export const upperTest: JinjaTest = (value) =>
  text(value) === text(value).toUpperCase() && text(value) !== text(value).toLowerCase()
