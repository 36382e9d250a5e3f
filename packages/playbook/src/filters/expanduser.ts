import { homedir } from 'node:os'
import { text } from '../python/text.ts'
import type { Filter } from './filter.ts'

/** A path with `~` replaced by the home folder. */
export const expanduserFilter: Filter = (input) =>
  text(input).replace(/^~(?=\/|$)/, (process.env.HOME ?? homedir()).replace(/\/$/, ''))
