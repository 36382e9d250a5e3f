import type { Inheritance } from '../loader/play.ts'
import type { Dict, Value } from '../python/values.ts'

/** What a task inherits from the blocks around it. */
export type Ancestors = {
  when: Value[]
  vars: Dict[]
  ignoreErrors: Value | undefined
  loopVars: Map<string, Value>
}

export const noAncestors: Ancestors = { when: [], vars: [], ignoreErrors: undefined, loopVars: new Map() }

export const within = (outer: Ancestors, block: Inheritance): Ancestors => ({
  when: [...outer.when, ...block.when],
  vars: [...outer.vars, block.vars],
  ignoreErrors: block.ignoreErrors ?? outer.ignoreErrors,
  loopVars: outer.loopVars,
})
