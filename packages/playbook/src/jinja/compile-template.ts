import { definedThroughout, TemplateError, truthy } from '../python/values.ts'
import { assign } from './assign.ts'
import { compileExpression, compileFilter, type Evaluate } from './compile-expression.ts'
import { compileFor } from './compile-for.ts'
import { compileImport, compileInclude } from './compile-include.ts'
import { compileCallBlock, compileMacro } from './compile-macro.ts'
import { countPrinted } from './limits.ts'
import { type CompileBody, type Render, rendered } from './render.ts'
import { innerScope } from './scope.ts'
import type { Statement } from './syntax.ts'

/** Statements as one function of the scope. */
export const compileBody: CompileBody = (body) => {
  const steps = body.map(compileStatement)
  return (scope, out) => {
    for (const step of steps) step(scope, out)
  }
}

function compileStatement(statement: Statement): Render {
  switch (statement.kind) {
    case 'data':
      return (_scope, out) => {
        countPrinted(statement.text.length)
        out.push(statement.text)
      }
    case 'output': {
      const value = compileExpression(statement.value)
      return (scope, out) => {
        const shown = definedThroughout(value(scope))
        if (typeof shown === 'string') countPrinted(shown.length)
        out.push(shown)
      }
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
      return compileFor(statement, compileBody)
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
    case 'macro':
      return compileMacro(statement, compileBody)
    case 'call-block':
      return compileCallBlock(statement, compileBody)
    case 'include':
      return compileInclude(statement, compileBody)
    case 'import':
      return compileImport(statement, compileBody)
  }
}
