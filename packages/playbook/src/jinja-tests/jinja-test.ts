import type { Surroundings } from '../jinja/scope.ts'
import type { Keywords, Value } from '../python/values.ts'

/** What stands after `is`: the value before it and the arguments. */
export type JinjaTest = (
  value: Value,
  args: Value[],
  options: { keywords: Keywords; surroundings: Surroundings },
) => boolean
