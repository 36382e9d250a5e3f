import { filterNamed } from '../filters/index.ts'
import { testNamed } from '../jinja-tests/index.ts'
import { calculate, negative } from '../python/arithmetic.ts'
import { attribute, item } from '../python/attributes.ts'
import { compare, contains, equal } from '../python/compare.ts'
import { iterate, slice } from '../python/sequence.ts'
import { text } from '../python/text.ts'
import {
  defined,
  isDict,
  isNumber,
  type Keywords,
  Nothing,
  orElse,
  TemplateError,
  Tuple,
  truthy,
  typeName,
  Undefined,
  type Value,
} from '../python/values.ts'
import { globals } from './globals.ts'
import { resolve, type Scope } from './scope.ts'
import type { Arguments, Expression } from './syntax.ts'

export type Evaluate = (scope: Scope) => Value
type Collected = { positional: Value[]; named: Keywords }

/** Turns an expression into a function of the scope. */
export function compileExpression(expression: Expression): Evaluate {
  switch (expression.kind) {
    case 'constant': {
      const { value } = expression
      return () => value
    }
    case 'name': {
      const { name } = expression
      return (scope) => {
        const found = resolve(scope, name)
        const value = found === undefined ? globals(name, scope.surroundings) : found
        return orElse(value, () => new Undefined(`'${name}' is undefined`, name))
      }
    }
    case 'list': {
      const members = expression.members.map(compileExpression)
      return (scope) => members.map((member) => member(scope))
    }
    case 'tuple': {
      const members = expression.members.map(compileExpression)
      return (scope) => Tuple.from(members.map((member) => member(scope)))
    }
    case 'dict': {
      const entries = expression.entries.map(
        ([key, value]) => [compileExpression(key), compileExpression(value)] as const,
      )
      return (scope) => new Map(entries.map(([key, value]): [Value, Value] => [defined(key(scope)), value(scope)]))
    }
    case 'attribute': {
      const owner = compileExpression(expression.owner)
      const { name } = expression
      return (scope) => attribute(owner(scope), name)
    }
    case 'item': {
      const owner = compileExpression(expression.owner)
      const key = compileExpression(expression.key)
      return (scope) => item(owner(scope), key(scope))
    }
    case 'slice': {
      const owner = compileExpression(expression.owner)
      const [start, stop, step] = [expression.start, expression.stop, expression.step].map(
        (bound): Evaluate => (bound ? compileExpression(bound) : () => null),
      ) as [Evaluate, Evaluate, Evaluate]
      return (scope) => {
        const sliced = owner(scope)
        if (sliced instanceof Undefined) return sliced
        return slice(sliced, { start: start(scope), stop: stop(scope), step: step(scope) })
      }
    }
    case 'call':
      return compileCall(compileExpression(expression.callee), compileArguments(expression.args))
    case 'filter':
      return compileFilter(expression)
    case 'test': {
      const test = testNamed(expression.name)
      const input = compileExpression(expression.input)
      const args = compileArguments(expression.args)
      const { name } = expression
      return (scope) => {
        if (!test) throw new TemplateError(`Could not load "${name}": no test named '${name}'`)
        const { positional, named } = args(scope)
        return test(input(scope), positional, { keywords: named, surroundings: scope.surroundings })
      }
    }
    case 'not': {
      const of = compileExpression(expression.of)
      return (scope) => !truthy(of(scope))
    }
    case 'negative': {
      const of = compileExpression(expression.of)
      return (scope) => negative(of(scope))
    }
    case 'positive': {
      const of = compileExpression(expression.of)
      return (scope) => {
        const value = defined(of(scope))
        if (!isNumber(value)) throw new TemplateError(`bad operand type for unary +: '${typeName(value)}'`)
        return value
      }
    }
    case 'and':
    case 'or': {
      const left = compileExpression(expression.left)
      const right = compileExpression(expression.right)
      const isAnd = expression.kind === 'and'
      return (scope) => {
        const first = left(scope)
        return truthy(first) === isAnd ? right(scope) : first
      }
    }
    case 'compare':
      return compileComparison(expression)
    case 'arithmetic': {
      const left = compileExpression(expression.left)
      const right = compileExpression(expression.right)
      const { operator } = expression
      return (scope) => calculate(operator, left(scope), right(scope))
    }
    case 'concat': {
      const parts = expression.parts.map(compileExpression)
      return (scope) => parts.map((part) => text(part(scope))).join('')
    }
    case 'condition': {
      const test = compileExpression(expression.test)
      const whenTrue = compileExpression(expression.whenTrue)
      const otherwise = expression.otherwise
        ? compileExpression(expression.otherwise)
        : () => new Nothing('the inline if-expression evaluated to false and no else section was defined.', 'else')
      return (scope) => (truthy(test(scope)) ? whenTrue(scope) : otherwise(scope))
    }
  }
}

export function compileArguments(args: Arguments): (scope: Scope) => Collected {
  const positional = args.positional.map(compileExpression)
  const named = args.named.map(([name, value]) => [name, compileExpression(value)] as const)
  const spread = args.spread && compileExpression(args.spread)
  const spreadNamed = args.spreadNamed && compileExpression(args.spreadNamed)
  return (scope) => {
    const collected: Collected = { positional: positional.map((value) => value(scope)), named: {} }
    for (const [name, value] of named) collected.named[name] = value(scope)
    if (spread) collected.positional.push(...iterate(spread(scope)))
    if (spreadNamed) {
      const extra = defined(spreadNamed(scope))
      if (!isDict(extra)) throw new TemplateError('argument after ** must be a mapping')
      for (const [name, value] of extra) collected.named[text(name)] = value
    }
    return collected
  }
}

function compileCall(callee: Evaluate, args: (scope: Scope) => Collected): Evaluate {
  return (scope) => {
    const called = defined(callee(scope))
    if (typeof called !== 'function') throw new TemplateError(`'${typeName(called)}' object is not callable`)
    const { positional, named } = args(scope)
    return called(positional, named)
  }
}

/** A filter as a function of its input; the input of a filter block is given by the caller. */
export function compileFilter(expression: Extract<Expression, { kind: 'filter' }>, given?: Evaluate): Evaluate {
  const filter = filterNamed(expression.name)
  const input = expression.input
    ? expression.input.kind === 'filter'
      ? compileFilter(expression.input, given)
      : compileExpression(expression.input)
    : given
  const args = compileArguments(expression.args)
  const { name } = expression
  return (scope) => {
    if (!filter) throw new TemplateError(`Could not load "${name}": no filter named '${name}'`)
    const { positional, named } = args(scope)
    return filter(input ? input(scope) : '', positional, {
      keywords: named,
      surroundings: scope.surroundings,
      testNamed,
    })
  }
}

function compileComparison(expression: Extract<Expression, { kind: 'compare' }>): Evaluate {
  const first = compileExpression(expression.first)
  const rest = expression.rest.map(({ operator, right }) => ({ operator, right: compileExpression(right) }))
  return (scope) => {
    let left = first(scope)
    for (const { operator, right } of rest) {
      const other = right(scope)
      if (!holds(operator, left, other)) return false
      left = other
    }
    return true
  }
}

function holds(operator: string, left: Value, right: Value): boolean {
  if (operator === '==') return equal(left, right)
  if (operator === '!=') return !equal(left, right)
  if (operator === 'in') return contains(right, left)
  if (operator === 'not in') return !contains(right, left)
  const order = compare(left, right, operator)
  if (operator === '<') return order < 0
  if (operator === '<=') return order <= 0
  return operator === '>' ? order > 0 : order >= 0
}
