import { DateTime, TimeDelta } from './date-time.ts'
import {
  defined,
  Float,
  isDict,
  isList,
  isNumber,
  TemplateError,
  Tuple,
  typeName,
  Undefined,
  type Value,
} from './values.ts'

const asNumber = (value: Value): number | bigint | undefined => {
  if (typeof value === 'boolean') return value ? 1 : 0
  if (value instanceof Float) return value.value
  return isNumber(value) ? value : undefined
}

/** `a == b` of Python; True equals 1, 1 equals 1.0. */
export function equal(a: Value, b: Value): boolean {
  const left = defined(a)
  const right = defined(b)
  if (left === right) return true
  const x = asNumber(left)
  const y = asNumber(right)
  // biome-ignore lint/suspicious/noDoubleEquals: a bigint and a number of the same size are equal only this way
  if (x !== undefined && y !== undefined) return x == y
  if (isList(left) && isList(right)) {
    if (left instanceof Tuple !== right instanceof Tuple || left.length !== right.length) return false
    return left.every((member, index) => equal(member, right[index] as Value))
  }
  if (left instanceof DateTime) return right instanceof DateTime && left.ms === right.ms
  if (left instanceof TimeDelta) return right instanceof TimeDelta && left.ms === right.ms
  if (isDict(left) && isDict(right)) {
    if (left.size !== right.size) return false
    for (const [key, member] of left) {
      const other = getKey(right, key)
      if (other === undefined || !equal(member, other)) return false
    }
    return true
  }
  return false
}

/** Negative, zero or positive, as Python orders; fails for types that have no order. */
export function compare(a: Value, b: Value, operator = '<'): number {
  const left = defined(a)
  const right = defined(b)
  const x = asNumber(left)
  const y = asNumber(right)
  if (x !== undefined && y !== undefined) return x < y ? -1 : x > y ? 1 : 0
  if (typeof left === 'string' && typeof right === 'string') return left < right ? -1 : left > right ? 1 : 0
  if (isList(left) && isList(right)) {
    for (let index = 0; index < Math.min(left.length, right.length); index++) {
      const one = left[index] as Value
      const other = right[index] as Value
      if (!equal(one, other)) return compare(one, other, operator)
    }
    return left.length - right.length
  }
  if (left instanceof DateTime && right instanceof DateTime) return left.ms - right.ms
  if (left instanceof TimeDelta && right instanceof TimeDelta) return left.ms - right.ms
  throw new TemplateError(
    `'${operator}' not supported between instances of '${typeName(left)}' and '${typeName(right)}'`,
  )
}

/** `item in container` of Python. */
export function contains(container: Value, item: Value): boolean {
  const within = defined(container)
  const it = defined(item)
  if (typeof within === 'string') {
    if (typeof it !== 'string') {
      throw new TemplateError(`'in <string>' requires string as left operand, not ${typeName(it)}`)
    }
    return within.includes(it)
  }
  if (isDict(within)) return getKey(within, it) !== undefined
  if (isList(within)) return within.some((member) => !(member instanceof Undefined) && equal(member, it))
  throw new TemplateError(`argument of type '${typeName(within)}' is not iterable`)
}

/** The member of a dict under a key that may be a number of another kind (`1`, `1.0` and True are one key). */
export function getKey(dict: Map<Value, Value>, key: Value): Value | undefined {
  const found = dict.get(key)
  if (found !== undefined || typeof key === 'string' || key === null) return found
  for (const [candidate, value] of dict) {
    if (typeof candidate !== 'string' && equal(candidate, key)) return value
  }
  return undefined
}
