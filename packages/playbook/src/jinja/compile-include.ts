import { text } from '../python/text.ts'
import { isList, Namespace, TemplateError, type Value } from '../python/values.ts'
import { compileExpression } from './compile-expression.ts'
import type { CompileBody, Render } from './render.ts'
import { innerScope, type Scope } from './scope.ts'
import type { Statement } from './syntax.ts'
import { compiledTemplate } from './template-cache.ts'

const load = (scope: Scope, wanted: Value, compileBody: CompileBody): Render | undefined => {
  const names = isList(wanted) ? wanted.map(text) : [text(wanted)]
  for (const name of names) {
    const source = scope.surroundings.load?.(name)
    if (source !== undefined) return compiledTemplate(source, { rawBackslashes: false, compileBody }).render
  }
  return undefined
}

const missing = (wanted: Value): TemplateError =>
  new TemplateError(
    isList(wanted) ? `none of the templates given were found: ${wanted.map(text).join(', ')}` : text(wanted),
  )

/** `{% include 'file' %}`: another template in this place. */
export function compileInclude(statement: Extract<Statement, { kind: 'include' }>, compileBody: CompileBody): Render {
  const name = compileExpression(statement.template)
  return (scope, out) => {
    const wanted = name(scope)
    const render = load(scope, wanted, compileBody)
    if (render) return render(statement.withContext ? innerScope(scope) : alone(scope), out)
    if (!statement.ignoreMissing) throw missing(wanted)
  }
}

const alone = (scope: Scope): Scope => ({ surroundings: scope.surroundings, names: new Map(), outer: undefined })

/** `{% import 'file' as x %}` and `{% from 'file' import a, b as c %}`: the macros and variables of another template. */
export function compileImport(statement: Extract<Statement, { kind: 'import' }>, compileBody: CompileBody): Render {
  const name = compileExpression(statement.template)
  return (scope) => {
    const wanted = name(scope)
    const render = load(scope, wanted, compileBody)
    if (!render) throw missing(wanted)
    const inner = statement.withContext ? innerScope(scope) : alone(scope)
    render(inner, [])
    if (statement.as !== undefined) {
      scope.names.set(statement.as, new Namespace(new Map(inner.names)))
      return
    }
    for (const [imported, alias] of statement.names) {
      const value = inner.names.get(imported)
      if (value === undefined) {
        throw new TemplateError(`the template ${text(wanted)} does not export the requested name '${imported}'`)
      }
      scope.names.set(alias, value)
    }
  }
}
