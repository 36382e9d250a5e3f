import { withMembers } from '../python/callable-members.ts'
import { iterate } from '../python/sequence.ts'
import { truthy, type Value } from '../python/values.ts'
import { assign } from './assign.ts'
import { compileExpression } from './compile-expression.ts'
import { countRound } from './limits.ts'
import { loopVariable } from './loop-variable.ts'
import { type CompileBody, type Render, rendered } from './render.ts'
import { innerScope, type Scope } from './scope.ts'
import type { Statement } from './syntax.ts'

/** A loop; a recursive one can be called again with other members: `loop(item.children)`. */
export function compileFor(statement: Extract<Statement, { kind: 'for' }>, compileBody: CompileBody): Render {
  const over = compileExpression(statement.over)
  const where = statement.where && compileExpression(statement.where)
  const body = compileBody(statement.body)
  const otherwise = compileBody(statement.otherwise)
  const chosen = (value: Value, scope: Scope): Value[] =>
    iterate(value).filter((member) => {
      countRound()
      if (!where) return true
      const inner = innerScope(scope)
      assign(inner, statement.target, member)
      return truthy(where(inner))
    })
  const run = (value: Value, depth: number, scope: Scope, out: Value[]) => {
    const members = chosen(value, scope)
    if (members.length === 0) return otherwise(scope, out)
    const state = { last: undefined, depth }
    for (const [index, member] of members.entries()) {
      countRound()
      const inner = innerScope(scope)
      assign(inner, statement.target, member)
      const loop = loopVariable(members, index, state)
      const again = (deeper: Value): Value => rendered((at, to) => run(deeper, depth + 1, at, to), scope)
      inner.names.set('loop', statement.recursive ? withMembers(([deeper = []]) => again(deeper), loop) : loop)
      body(inner, out)
    }
  }
  return (scope, out) => run(over(scope), 0, scope, out)
}
