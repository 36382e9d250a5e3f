import type { Surroundings } from '../jinja/scope.ts'
import type { JinjaTest } from '../jinja-tests/jinja-test.ts'
import type { Keywords, Value } from '../python/values.ts'

export type FilterOptions = {
  keywords: Keywords
  surroundings: Surroundings
  /** the test that `select` and its kin are told by name */
  testNamed: (name: string) => JinjaTest | undefined
}
/** What stands after a bar: the value before it, the arguments in parentheses, and the named ones. */
export type Filter = (input: Value, args: Value[], options: FilterOptions) => Value
