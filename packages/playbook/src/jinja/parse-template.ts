import { TemplateError } from '../python/values.ts'
import { parseExpression, parseFilter, parseTuple } from './parse-expression.ts'
import { fromStatement, importStatement, includeStatement } from './parse-include.ts'
import type { Expression, Parameter, Statement, Target } from './syntax.ts'
import { type TokenStream, tokenStream } from './token-stream.ts'
import { type LexOptions, tokenize } from './tokens.ts'

/** The statements of a template. Throws a TemplateError saying what was expected. */
export function parseTemplate(source: string, options: LexOptions): Statement[] {
  const stream = tokenStream(tokenize(source, options))
  const { body, end } = block(stream, [])
  if (end !== undefined) throw new TemplateError(`Encountered unknown tag '${end}'.`)
  return body
}

/** One bare expression, as `when` and `debug: var` hold it. */
export function parseBareExpression(source: string, options: LexOptions): Expression {
  const [first, second] = parseTemplate(`{{ ${source} }}`, options)
  if (first?.kind !== 'output' || second !== undefined) throw new TemplateError(`not an expression: ${source}`)
  return first.value
}

/** Statements up to one of the tags in `ends`, whose name is read; without ends, up to the end of the template. */
function block(stream: TokenStream, ends: string[]): { body: Statement[]; end: string | undefined } {
  const body: Statement[] = []
  for (;;) {
    const token = stream.peek()
    if (token === undefined) {
      if (ends.length === 0) return { body, end: undefined }
      throw new TemplateError(
        `Unexpected end of template. Jinja was looking for the following tags: '${ends.join("' or '")}'.`,
      )
    }
    stream.take()
    if (token.kind === 'data') body.push({ kind: 'data', text: token.text })
    else if (token.kind === 'begin' && token.of === 'variable') {
      body.push({ kind: 'output', value: parseTuple(stream) })
      stream.expectEnd('variable')
    } else {
      const tag = stream.expectName()
      if (ends.includes(tag)) return { body, end: tag }
      body.push(statement(stream, tag))
    }
  }
}

function statement(stream: TokenStream, tag: string): Statement {
  if (tag === 'if') return ifStatement(stream)
  if (tag === 'for') return forStatement(stream)
  if (tag === 'set') return setStatement(stream)
  if (tag === 'with') return withStatement(stream)
  if (tag === 'macro') return macro(stream)
  if (tag === 'call') return callBlock(stream)
  if (tag === 'include') return includeStatement(stream)
  if (tag === 'import') return importStatement(stream)
  if (tag === 'from') return fromStatement(stream)
  if (tag === 'filter') {
    const first = parseFilter(stream, undefined)
    let filter = first
    while (stream.accept('|')) filter = parseFilter(stream, filter)
    return { kind: 'filter-block', filter, body: bodyUpTo(stream, 'endfilter') }
  }
  throw new TemplateError(`Encountered unknown tag '${tag}'.`)
}

function bodyUpTo(stream: TokenStream, end: string): Statement[] {
  stream.expectEnd('block')
  const { body } = block(stream, [end])
  // `{% endmacro name %}` may repeat the name
  if (stream.peek()?.kind === 'name') stream.take()
  stream.expectEnd('block')
  return body
}

function ifStatement(stream: TokenStream): Statement {
  const branches: { test: Expression; body: Statement[] }[] = []
  for (;;) {
    const test = parseTuple(stream)
    stream.expectEnd('block')
    const { body, end } = block(stream, ['elif', 'else', 'endif'])
    branches.push({ test, body })
    if (end === 'elif') continue
    const otherwise = end === 'else' ? bodyUpTo(stream, 'endif') : []
    if (end === 'endif') stream.expectEnd('block')
    return { kind: 'if', branches, otherwise }
  }
}

function forStatement(stream: TokenStream): Statement {
  const target = parseTarget(stream)
  if (!stream.acceptName('in')) stream.fail('in')
  const over = parseTuple(stream, undefined, false)
  const where = stream.acceptName('if') ? parseExpression(stream) : undefined
  const recursive = stream.acceptName('recursive')
  stream.expectEnd('block')
  const { body, end } = block(stream, ['else', 'endfor'])
  const otherwise = end === 'else' ? bodyUpTo(stream, 'endfor') : []
  if (end === 'endfor') stream.expectEnd('block')
  return { kind: 'for', target, over, where, recursive, body, otherwise }
}

function parseTarget(stream: TokenStream): Target {
  const one = (): Target => {
    if (stream.accept('(')) {
      const target = parseTarget(stream)
      stream.expect(')')
      return target
    }
    const name = stream.expectName()
    return stream.accept('.') ? { kind: 'member', namespace: name, name: stream.expectName() } : { kind: 'name', name }
  }
  const targets = [one()]
  while (stream.accept(',')) {
    if (stream.isName('in') || stream.isOperator('=')) break
    targets.push(one())
  }
  return targets.length === 1 ? (targets[0] as Target) : { kind: 'names', targets }
}

function setStatement(stream: TokenStream): Statement {
  const target = parseTarget(stream)
  if (stream.accept('=')) {
    const value = parseTuple(stream)
    stream.expectEnd('block')
    return { kind: 'set', target, value }
  }
  let filter: Expression | undefined
  while (stream.accept('|')) filter = parseFilter(stream, filter)
  return { kind: 'set-block', target, filter, body: bodyUpTo(stream, 'endset') }
}

function withStatement(stream: TokenStream): Statement {
  const entries: [Target, Expression][] = []
  while (stream.peek()?.kind !== 'end') {
    if (entries.length > 0) stream.expect(',')
    const target = parseTarget(stream)
    stream.expect('=')
    entries.push([target, parseExpression(stream)])
  }
  return { kind: 'with', entries, body: bodyUpTo(stream, 'endwith') }
}

function macro(stream: TokenStream): Statement {
  const name = stream.expectName()
  stream.expect('(')
  return { kind: 'macro', name, parameters: parameters(stream), body: bodyUpTo(stream, 'endmacro') }
}

function parameters(stream: TokenStream): Parameter[] {
  const found: Parameter[] = []
  while (!stream.accept(')')) {
    if (found.length > 0) stream.expect(',')
    const name = stream.expectName()
    found.push({ name, otherwise: stream.accept('=') ? parseExpression(stream) : undefined })
  }
  return found
}

function callBlock(stream: TokenStream): Statement {
  const own = stream.accept('(') ? parameters(stream) : []
  const call = parseExpression(stream)
  if (call.kind !== 'call') throw new TemplateError('expected call')
  return { kind: 'call-block', call, parameters: own, body: bodyUpTo(stream, 'endcall') }
}
