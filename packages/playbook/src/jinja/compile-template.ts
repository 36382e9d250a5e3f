import { iterate } from '../python/sequence.ts'
import { printed } from '../python/text.ts'
import { definedThroughout, Namespace, TemplateError, truthy, type Value } from '../python/values.ts'
import { compileExpression, compileFilter, type Evaluate } from './compile-expression.ts'
import { loopVariable } from './loop-variable.ts'
import { innerScope, type Scope } from './scope.ts'
import type { Statement, Target } from './syntax.ts'

/** Puts what a template prints into `out`, one member for each piece of text or printed expression. */
export type Render = (scope: Scope, out: Value[]) => void

export const compileBody = (body: Statement[]): Render => {
  const steps = body.map(compileStatement)
  return (scope, out) => {
    for (const step of steps) step(scope, out)
  }
}

const rendered = (body: Render, scope: Scope): string => {
  const out: Value[] = []
  body(scope, out)
  return out.map(printed).join('')
}

function compileStatement(statement: Statement): Render {
  switch (statement.kind) {
    case 'data':
      return (_scope, out) => out.push(statement.text)
    case 'output': {
      const value = compileExpression(statement.value)
      return (scope, out) => out.push(definedThroughout(value(scope)))
    }
    case 'if': {
      const branches = statement.branches.map(({ test, body }) => ({
        test: compileExpression(test),
        body: compileBody(body),
      }))
      const otherwise = compileBody(statement.otherwise)
      return (scope, out) => (branches.find(({ test }) => truthy(test(scope)))?.body ?? otherwise)(scope, out)
    }
    case 'for':
      return compileFor(statement)
    case 'set': {
      const value = compileExpression(statement.value)
      return (scope) => assign(scope, statement.target, value(scope))
    }
    case 'set-block': {
      const body = compileBody(statement.body)
      const { filter, target } = statement
      return (scope) => {
        const printed: Evaluate = () => rendered(body, innerScope(scope))
        assign(scope, target, filter?.kind === 'filter' ? compileFilter(filter, printed)(scope) : printed(scope))
      }
    }
    case 'filter-block': {
      const body = compileBody(statement.body)
      const { filter } = statement
      if (filter.kind !== 'filter') throw new TemplateError('expected a filter')
      return (scope, out) => out.push(compileFilter(filter, () => rendered(body, innerScope(scope)))(scope))
    }
    case 'with': {
      const entries = statement.entries.map(([target, value]) => [target, compileExpression(value)] as const)
      const body = compileBody(statement.body)
      return (scope, out) => {
        const inner = innerScope(scope)
        for (const [target, value] of entries) assign(inner, target, value(scope))
        body(inner, out)
      }
    }
    case 'macro': {
      const body = compileBody(statement.body)
      const parameters = statement.parameters.map(({ name, otherwise }) => ({
        name,
        otherwise: otherwise && compileExpression(otherwise),
      }))
      return (scope) => {
        scope.names.set(statement.name, (args, keywords) => {
          const inner = innerScope(scope)
          parameters.forEach(({ name, otherwise }, index) => {
            const given = args[index] ?? keywords[name] ?? otherwise?.(inner)
            if (given !== undefined) inner.names.set(name, given)
          })
          return rendered(body, inner)
        })
      }
    }
  }
}

function compileFor(statement: Extract<Statement, { kind: 'for' }>): Render {
  const over = compileExpression(statement.over)
  const where = statement.where && compileExpression(statement.where)
  const body = compileBody(statement.body)
  const otherwise = compileBody(statement.otherwise)
  return (scope, out) => {
    const members = iterate(over(scope)).filter((member) => {
      if (!where) return true
      const inner = innerScope(scope)
      assign(inner, statement.target, member)
      return truthy(where(inner))
    })
    if (members.length === 0) return otherwise(scope, out)
    members.forEach((member, index) => {
      const inner = innerScope(scope)
      assign(inner, statement.target, member)
      inner.names.set('loop', loopVariable(members, index))
      body(inner, out)
    })
  }
}

function assign(scope: Scope, target: Target, value: Value) {
  if (target.kind === 'name') {
    scope.names.set(target.name, value)
    return
  }
  if (target.kind === 'member') {
    const owner = scopeNamespace(scope, target.namespace)
    owner.members.set(target.name, value)
    return
  }
  const members = iterate(value)
  if (members.length !== target.targets.length) {
    throw new TemplateError(`cannot unpack ${members.length} values into ${target.targets.length} names`)
  }
  target.targets.forEach((part, index) => {
    assign(scope, part, members[index] ?? null)
  })
}

function scopeNamespace(scope: Scope, name: string): Namespace {
  for (let at: Scope | undefined = scope; at; at = at.outer) {
    const found = at.names.get(name)
    if (found instanceof Namespace) return found
  }
  throw new TemplateError('cannot assign attribute on non-namespace object')
}
