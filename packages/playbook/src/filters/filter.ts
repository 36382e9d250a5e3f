import type { Surroundings } from '../jinja/scope.ts'
import type { Keywords, Value } from '../python/values.ts'

export type FilterOptions = { keywords: Keywords; surroundings: Surroundings }
/** What stands after a bar: the value before it, the arguments in parentheses, and the named ones. */
export type Filter = (input: Value, args: Value[], options: FilterOptions) => Value
