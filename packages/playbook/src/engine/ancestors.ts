import type { Block, Inheritance, Role } from '../loader/play.ts'
import type { Dict, Value } from '../python/values.ts'

/** What a task inherits from the play and the blocks around it. */
export type Ancestors = {
  when: Value[]
  vars: Dict[]
  /** of roles, which everything else overrides; nearer ones come last */
  defaults: Dict[]
  ignoreErrors: Value | undefined
  tags: Value[]
  environment: Value[]
  noLog: Value | undefined
  checkMode: Value | undefined
  moduleDefaults: Dict[]
  timeout: Value | undefined
  loopVars: Map<string, Value>
  role: Role | undefined
  /** how many includes lead here */
  depth: number
}

export const noAncestors: Ancestors = {
  when: [],
  vars: [],
  defaults: [],
  ignoreErrors: undefined,
  tags: [],
  environment: [],
  noLog: undefined,
  checkMode: undefined,
  moduleDefaults: [],
  timeout: undefined,
  loopVars: new Map(),
  role: undefined,
  depth: 0,
}

/** What tasks within a block, a play or an include inherit. */
export const within = (outer: Ancestors, inner: Inheritance & Pick<Partial<Block>, 'role'>): Ancestors => ({
  when: [...outer.when, ...inner.when],
  vars: [...outer.vars, ...(inner.role ? [roleVariables(inner.role)] : []), inner.vars],
  defaults: inner.role ? [...outer.defaults, inner.role.defaults] : outer.defaults,
  ignoreErrors: inner.ignoreErrors ?? outer.ignoreErrors,
  tags: [...outer.tags, ...inner.tags],
  environment: [...outer.environment, ...inner.environment],
  noLog: inner.noLog ?? outer.noLog,
  checkMode: inner.checkMode ?? outer.checkMode,
  moduleDefaults: inner.moduleDefaults ? [...outer.moduleDefaults, inner.moduleDefaults] : outer.moduleDefaults,
  timeout: inner.timeout ?? outer.timeout,
  loopVars: outer.loopVars,
  role: inner.role ?? outer.role,
  depth: outer.depth,
})

const roleVariables = ({ name, path }: Role): Dict =>
  new Map([
    ['role_name', name],
    ['role_path', path],
    ['ansible_role_name', name],
  ])
