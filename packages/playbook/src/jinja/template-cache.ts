import { parseTemplate } from './parse-template.ts'
import type { CompileBody, Render } from './render.ts'
import type { Expression, Statement } from './syntax.ts'
import type { LexOptions } from './tokens.ts'

export type CompiledTemplate = {
  render: Render
  /** set when the template is one printed expression and nothing else */
  single: Expression | undefined
  /** set when the template only looks up values: it calls and repeats nothing, and filters do little */
  isPlain: boolean
}

const limit = 10_000
const known = new Map<string, CompiledTemplate>()

/** A template ready to run; compiled once for each text. Throws a TemplateError for what is no template. */
export function compiledTemplate(source: string, options: LexOptions & { compileBody: CompileBody }): CompiledTemplate {
  const key = `${options.rawBackslashes ? 'raw' : 'unescaped'} ${source}`
  const before = known.get(key)
  if (before) return before
  const statements = parseTemplate(source, options)
  const made = {
    render: options.compileBody(statements),
    single: onlyExpression(statements),
    isPlain: isPlain(statements),
  }
  if (known.size >= limit) known.clear()
  known.set(key, made)
  return made
}

function onlyExpression(statements: Statement[]): Expression | undefined {
  const [first, ...rest] = statements
  return first?.kind === 'output' && rest.length === 0 ? first.value : undefined
}

const plainKinds = new Set([
  'data',
  'output',
  'name',
  'attribute',
  'item',
  'constant',
  'if',
  'condition',
  'compare',
  'not',
  'and',
  'or',
  'concat',
  'slice',
  'list',
  'tuple',
  'dict',
])
/** Filters and tests that do little, whatever they are given. */
const plainFilters = new Set([
  'bool',
  'd',
  'default',
  'first',
  'float',
  'int',
  'last',
  'length',
  'lower',
  'string',
  'upper',
])
const plainTests = new Set(['defined', 'undefined', 'none', 'boolean', 'integer', 'mapping', 'number', 'string'])

/** Whether a syntax tree has nodes of those kinds alone. */
function isPlain(node: unknown): boolean {
  if (Array.isArray(node)) return node.every(isPlain)
  if (typeof node !== 'object' || node === null) return true
  const { kind, name } = node as { kind?: unknown; name?: unknown }
  const isPlainKind =
    typeof kind !== 'string' ||
    plainKinds.has(kind) ||
    (kind === 'filter' && plainFilters.has(String(name))) ||
    (kind === 'test' && plainTests.has(String(name)))
  return isPlainKind && Object.values(node).every(isPlain)
}
