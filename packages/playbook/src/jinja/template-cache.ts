import { parseTemplate } from './parse-template.ts'
import type { CompileBody, Render } from './render.ts'
import type { Expression, Statement } from './syntax.ts'
import type { LexOptions } from './tokens.ts'

export type CompiledTemplate = {
  render: Render
  /** set when the template is one printed expression and nothing else */
  single: Expression | undefined
}

const limit = 10_000
const known = new Map<string, CompiledTemplate>()

/** A template ready to run; compiled once for each text. Throws a TemplateError for what is no template. */
export function compiledTemplate(source: string, options: LexOptions & { compileBody: CompileBody }): CompiledTemplate {
  const key = `${options.rawBackslashes ? 'raw' : 'unescaped'} ${source}`
  const before = known.get(key)
  if (before) return before
  const statements = parseTemplate(source, options)
  const made = { render: options.compileBody(statements), single: onlyExpression(statements) }
  if (known.size >= limit) known.clear()
  known.set(key, made)
  return made
}

function onlyExpression(statements: Statement[]): Expression | undefined {
  const [first, ...rest] = statements
  return first?.kind === 'output' && rest.length === 0 ? first.value : undefined
}
