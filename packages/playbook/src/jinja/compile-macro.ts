import { type Callable, type Keywords, TemplateError, Tuple, Undefined, type Value } from '../python/values.ts'
import { compileArguments, compileExpression } from './compile-expression.ts'
import { countRound } from './limits.ts'
import { type CompileBody, type Render, rendered } from './render.ts'
import { innerScope, type Scope } from './scope.ts'
import type { Parameter, Statement } from './syntax.ts'

type Body = { name: string; parameters: Parameter[]; body: Statement[] }

/** A macro as a function of the scope in which it stands. */
function compileCallable({ name, parameters, body }: Body, compileBody: CompileBody): (scope: Scope) => Callable {
  const render = compileBody(body)
  const known = parameters.map(({ name, otherwise }) => ({
    name,
    otherwise: otherwise && compileExpression(otherwise),
  }))
  const uses = usedNames(body)
  return (scope) => (args, keywords) => {
    countRound()
    const inner = innerScope(scope)
    const { caller, ...named } = keywords
    known.forEach(({ name: parameter, otherwise }, index) => {
      const given = args[index] ?? take(named, parameter) ?? otherwise?.(inner)
      inner.names.set(parameter, given ?? new Undefined(`parameter '${parameter}' was not provided`, parameter))
    })
    if (uses.has('kwargs')) inner.names.set('kwargs', new Map(Object.entries(named)))
    else refuseUnknown(name, named)
    if (uses.has('varargs')) inner.names.set('varargs', Tuple.from(args.slice(known.length)))
    else if (args.length > known.length) {
      throw new TemplateError(`macro '${name}' takes not more than ${known.length} argument(s)`)
    }
    if (uses.has('caller')) inner.names.set('caller', caller ?? new Undefined('No caller defined', 'caller'))
    else if (caller !== undefined) {
      throw new TemplateError(
        `macro '${name}' was invoked with two values for the special caller argument. This is most likely a bug.`,
      )
    }
    return rendered(render, inner)
  }
}

function take(keywords: Keywords, name: string): Value | undefined {
  const value = keywords[name]
  delete keywords[name]
  return value
}

function refuseUnknown(macro: string, keywords: Keywords) {
  const [first] = Object.keys(keywords)
  if (first !== undefined) throw new TemplateError(`macro '${macro}' takes no keyword argument '${first}'`)
}

/** The names that the body asks for, which decide whether a macro takes more arguments than it names. */
function usedNames(node: unknown, found = new Set<string>()): Set<string> {
  if (Array.isArray(node)) for (const one of node) usedNames(one, found)
  else if (typeof node === 'object' && node !== null) {
    const { kind, name } = node as { kind?: string; name?: string }
    if (kind === 'name' && name !== undefined) found.add(name)
    for (const one of Object.values(node)) usedNames(one, found)
  }
  return found
}

export function compileMacro(statement: Extract<Statement, { kind: 'macro' }>, compileBody: CompileBody): Render {
  const make = compileCallable(statement, compileBody)
  return (scope) => {
    scope.names.set(statement.name, make(scope))
  }
}

/** `{% call(x) macro(...) %}`: the macro called with the block as its `caller()`. */
export function compileCallBlock(
  statement: Extract<Statement, { kind: 'call-block' }>,
  compileBody: CompileBody,
): Render {
  const { call } = statement
  const callee = compileExpression(call.callee)
  const args = compileArguments(call.args)
  const block = compileCallable({ name: 'caller', parameters: statement.parameters, body: statement.body }, compileBody)
  return (scope, out) => {
    const macro = callee(scope)
    if (typeof macro !== 'function') throw new TemplateError('the call block needs a macro')
    const { positional, named } = args(scope)
    out.push(macro(positional, { ...named, caller: block(scope) }))
  }
}
