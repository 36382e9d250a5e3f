import { printf } from '../python/arithmetic.ts'
import { text } from '../python/text.ts'
import { Tuple } from '../python/values.ts'
import type { Filter } from './filter.ts'

/** `"%.2f" | format(x)`: Python's old formatting. */
export const formatFilter: Filter = (input, args, { keywords }) =>
  printf(text(input), args.length > 0 ? Tuple.from(args) : new Map(Object.entries(keywords)))
