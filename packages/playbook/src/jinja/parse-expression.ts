import type { Operator } from '../python/arithmetic.ts'
import type { Value } from '../python/values.ts'
import type { Arguments, Expression } from './syntax.ts'
import type { TokenStream } from './token-stream.ts'

const comparisons = new Set(['==', '!=', '<', '<=', '>', '>='])
const constants = new Map<string, Value>([
  ['true', true],
  ['True', true],
  ['false', false],
  ['False', false],
  ['none', null],
  ['None', null],
])

/** An expression with Jinja's grammar: filters bind tighter than operators, `not` looser than comparisons. */
export function parseExpression(stream: TokenStream, withCondition = true): Expression {
  return withCondition ? condition(stream) : or(stream)
}

function condition(stream: TokenStream): Expression {
  let value = or(stream)
  while (stream.acceptName('if')) {
    const test = or(stream)
    const otherwise = stream.acceptName('else') ? condition(stream) : undefined
    value = { kind: 'condition', test, whenTrue: value, otherwise }
  }
  return value
}

function or(stream: TokenStream): Expression {
  let left = and(stream)
  while (stream.acceptName('or')) left = { kind: 'or', left, right: and(stream) }
  return left
}

function and(stream: TokenStream): Expression {
  let left = not(stream)
  while (stream.acceptName('and')) left = { kind: 'and', left, right: not(stream) }
  return left
}

function not(stream: TokenStream): Expression {
  return stream.acceptName('not') ? { kind: 'not', of: not(stream) } : compare(stream)
}

function compare(stream: TokenStream): Expression {
  const first = sum(stream)
  const rest: { operator: string; right: Expression }[] = []
  for (;;) {
    const token = stream.peek()
    if (token?.kind === 'operator' && comparisons.has(token.text)) {
      stream.take()
      rest.push({ operator: token.text, right: sum(stream) })
    } else if (stream.acceptName('in')) rest.push({ operator: 'in', right: sum(stream) })
    else if (stream.isName('not') && stream.isName('in', 1)) {
      stream.take()
      stream.take()
      rest.push({ operator: 'not in', right: sum(stream) })
    } else return rest.length === 0 ? first : { kind: 'compare', first, rest }
  }
}

const binary =
  (operators: Operator[], next: (stream: TokenStream) => Expression) =>
  (stream: TokenStream): Expression => {
    let left = next(stream)
    for (;;) {
      const operator = operators.find((candidate) => stream.isOperator(candidate))
      if (!operator) return left
      stream.take()
      left = { kind: 'arithmetic', operator, left, right: next(stream) }
    }
  }

const power = binary(['**'], (stream) => unary(stream))
const product = binary(['*', '/', '//', '%'], power)
const sum = binary(['+', '-'], concat)

function concat(stream: TokenStream): Expression {
  const parts = [product(stream)]
  while (stream.accept('~')) parts.push(product(stream))
  return parts.length === 1 ? (parts[0] as Expression) : { kind: 'concat', parts }
}

function unary(stream: TokenStream, withFilters = true): Expression {
  let value: Expression
  if (stream.accept('-')) value = { kind: 'negative', of: unary(stream, false) }
  else if (stream.accept('+')) value = { kind: 'positive', of: unary(stream, false) }
  else value = primary(stream)
  value = postfix(stream, value)
  return withFilters ? filtersAndTests(stream, value) : value
}

function primary(stream: TokenStream): Expression {
  const token = stream.take()
  if (token.kind === 'name') {
    const constant = constants.get(token.text)
    return constant === undefined ? { kind: 'name', name: token.text } : { kind: 'constant', value: constant }
  }
  if (token.kind === 'constant') {
    let value = token.value
    for (let next = stream.peek(); token.isString && next?.kind === 'constant' && next.isString; next = stream.peek()) {
      value = `${value as string}${next.value as string}`
      stream.take()
    }
    return { kind: 'constant', value }
  }
  if (token.kind === 'operator' && token.text === '(') {
    if (stream.accept(')')) return { kind: 'tuple', members: [] }
    const value = parseTuple(stream, ')')
    stream.expect(')')
    return value
  }
  if (token.kind === 'operator' && token.text === '[') return { kind: 'list', members: members(stream, ']') }
  if (token.kind === 'operator' && token.text === '{') {
    const entries: [Expression, Expression][] = []
    while (!stream.accept('}')) {
      if (entries.length > 0) {
        stream.expect(',')
        if (stream.accept('}')) break
      }
      const key = parseExpression(stream)
      stream.expect(':')
      entries.push([key, parseExpression(stream)])
    }
    return { kind: 'dict', entries }
  }
  return stream.fail('expression')
}

function members(stream: TokenStream, close: string): Expression[] {
  const list: Expression[] = []
  while (!stream.accept(close)) {
    if (list.length > 0) {
      stream.expect(',')
      if (stream.accept(close)) break
    }
    list.push(parseExpression(stream))
  }
  return list
}

/** One expression, or a tuple when commas follow; `close` ends it without being read. */
export function parseTuple(stream: TokenStream, close?: string, withCondition = true): Expression {
  const first = parseExpression(stream, withCondition)
  if (!stream.isOperator(',')) return first
  const list = [first]
  while (stream.accept(',')) {
    const next = stream.peek()
    if ((close !== undefined && stream.isOperator(close)) || next?.kind === 'end') break
    list.push(parseExpression(stream, withCondition))
  }
  return { kind: 'tuple', members: list }
}

function postfix(stream: TokenStream, start: Expression): Expression {
  let value = start
  for (;;) {
    if (stream.accept('.')) value = member(stream, value)
    else if (stream.accept('[')) value = subscript(stream, value)
    else if (stream.isOperator('(')) value = { kind: 'call', callee: value, args: parseArguments(stream) }
    else return value
  }
}

function member(stream: TokenStream, owner: Expression): Expression {
  const token = stream.take()
  if (token.kind === 'name') return { kind: 'attribute', owner, name: token.text }
  if (token.kind === 'constant' && token.isInteger) {
    return { kind: 'item', owner, key: { kind: 'constant', value: token.value } }
  }
  return stream.fail('name or number')
}

function subscript(stream: TokenStream, owner: Expression): Expression {
  const bound = () => (stream.isOperator(':') || stream.isOperator(']') ? undefined : parseExpression(stream))
  const start = bound()
  if (!stream.accept(':')) {
    stream.expect(']')
    return start ? { kind: 'item', owner, key: start } : stream.fail('expression')
  }
  const stop = bound()
  const step = stream.accept(':') ? bound() : undefined
  stream.expect(']')
  return { kind: 'slice', owner, start, stop, step }
}

function filtersAndTests(stream: TokenStream, start: Expression): Expression {
  let value = start
  for (;;) {
    if (stream.accept('|')) value = parseFilter(stream, value)
    else if (stream.acceptName('is')) value = parseTest(stream, value)
    else if (stream.isOperator('(')) value = { kind: 'call', callee: value, args: parseArguments(stream) }
    else return value
  }
}

const dotted = (stream: TokenStream): string => {
  let name = stream.expectName()
  while (stream.accept('.')) name += `.${stream.expectName()}`
  return name
}

/** A filter's name and arguments after the bar. */
export function parseFilter(stream: TokenStream, input: Expression | undefined): Expression {
  const name = dotted(stream)
  const args = stream.isOperator('(') ? parseArguments(stream) : { positional: [], named: [] }
  return { kind: 'filter', name, input, args }
}

function parseTest(stream: TokenStream, input: Expression): Expression {
  const negated = stream.acceptName('not')
  const name = dotted(stream)
  const test: Expression = { kind: 'test', name, input, args: testArguments(stream) }
  return negated ? { kind: 'not', of: test } : test
}

/** `is divisibleby 3`: one argument may follow without parentheses. */
function testArguments(stream: TokenStream): Arguments {
  if (stream.isOperator('(')) return parseArguments(stream)
  const next = stream.peek()
  const begins =
    next?.kind === 'constant' ||
    (next?.kind === 'operator' && (next.text === '[' || next.text === '{')) ||
    (next?.kind === 'name' && !['else', 'or', 'and', 'is', 'if', 'in', 'not'].includes(next.text))
  if (!begins) return { positional: [], named: [] }
  return { positional: [postfix(stream, primary(stream))], named: [] }
}

function parseArguments(stream: TokenStream): Arguments {
  stream.expect('(')
  const args: Arguments = { positional: [], named: [] }
  let first = true
  while (!stream.accept(')')) {
    if (!first) {
      stream.expect(',')
      if (stream.accept(')')) break
    }
    first = false
    const next = stream.peek()
    if (stream.accept('**')) args.spreadNamed = parseExpression(stream)
    else if (stream.accept('*')) args.spread = parseExpression(stream)
    else if (next?.kind === 'name' && stream.isOperator('=', 1)) {
      stream.take()
      stream.take()
      args.named.push([next.text, parseExpression(stream)])
    } else args.positional.push(parseExpression(stream))
  }
  return args
}
