import { typeName } from '../python/values.ts'
import type { Filter } from './filter.ts'

/** The name of the value's type. */
export const typeDebugFilter: Filter = (input) =>
  typeof input === 'string' ? 'AnsibleUnicode' : typeName(input).replace('datetime.', '')
