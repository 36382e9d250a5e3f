import { text } from '../python/text.ts'
import type { Filter } from './filter.ts'

/** A path with `$NAME` and `${NAME}` replaced by variables of the environment. */
export const expandvarsFilter: Filter = (input) =>
  text(input).replace(
    /\$(?:(\w+)|\{([^}]*)\})/g,
    (whole, plain: string, braced: string) => process.env[plain ?? braced] ?? whole,
  )
