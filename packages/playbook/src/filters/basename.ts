import { basename } from 'node:path'
import { text } from '../python/text.ts'
import type { Filter } from './filter.ts'

/** The last part of a path. */
export const basenameFilter: Filter = (input) => basename(text(input))
