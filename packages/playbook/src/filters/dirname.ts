import { text } from '../python/text.ts'
import type { Filter } from './filter.ts'

/** What stands before the last slash of a path. */
export const dirnameFilter: Filter = (input) => {
  const head = text(input).replace(/[^/]*$/, '')
  return /^\/*$/.test(head) ? head : head.replace(/\/+$/, '')
}
