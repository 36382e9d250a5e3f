import { text } from '../python/text.ts'
import type { JinjaTest } from './jinja-test.ts'

/** Whether there is a filter, or a test, of that name. */
export const knownNameTest =
  (table: () => Record<string, unknown>): JinjaTest =>
  (value) =>
    text(value) in table()
