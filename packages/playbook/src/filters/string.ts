import { text } from '../python/text.ts'
import type { Filter } from './filter.ts'

/** The value as text; Ansible then leaves it text, whatever it looks like. */
export const stringFilter: Filter = (input) => text(input)
