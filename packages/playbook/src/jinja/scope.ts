import type { Value } from '../python/values.ts'

/** What a template may use besides its own `set` and loop names. */
export type Surroundings = {
  /** the value of a variable; undefined when there is none */
  variable: (name: string) => Value | undefined
  /** lookups: `lookup('env', 'X')` and `query(...)` */
  lookup: (name: string, terms: Value[], keywords: Record<string, Value>) => Value[]
  /** the text of another template, for `include` and `import`; undefined when there is none */
  load?: (name: string) => string | undefined
  /** the clock of `now()` */
  now: () => Date
}

export type Scope = { surroundings: Surroundings; names: Map<string, Value>; outer: Scope | undefined }

export const innerScope = (outer: Scope): Scope => ({ surroundings: outer.surroundings, names: new Map(), outer })

export function resolve(scope: Scope, name: string): Value | undefined {
  for (let at: Scope | undefined = scope; at; at = at.outer) {
    const found = at.names.get(name)
    if (found !== undefined) return found
  }
  return scope.surroundings.variable(name)
}
