import { DateTime, TimeDelta } from './date-time.ts'

/**
 * The values that templates work on. They are Python's, because Ansible's are: an integer and a float of the same size are
 * two things (`15` prints "15", `15.0` prints "15.0"), a dict keeps its order and may have keys that are no strings.
 *
 * | Python | here |
 * | --- | --- |
 * | None, bool, str | null, boolean, string |
 * | int | an integral number, or a bigint beyond 2^53 |
 * | float | a number with a fraction, or `Float` when it has none |
 * | list, tuple, dict | array, `Tuple`, Map |
 * | datetime, timedelta | `DateTime`, `TimeDelta` |
 */
export type Value =
  | null
  | boolean
  | number
  | bigint
  | string
  | Float
  | Undefined
  | Callable
  | Namespace
  | DateTime
  | TimeDelta
  | Value[]
  | Map<Value, Value>

export type Dict = Map<Value, Value>
export type Keywords = Record<string, Value>
export type Callable = (args: Value[], keywords: Keywords) => Value

/** A float without a fraction, which a JavaScript number alone would turn into an integer. */
export class Float {
  readonly value: number
  constructor(value: number) {
    this.value = value
  }
  toJSON(): number {
    return this.value
  }
}

export class Tuple extends Array<Value> {}

/** `namespace()` of Jinja: the one object whose members a loop may set. */
export class Namespace {
  readonly members: Dict
  constructor(members: Dict) {
    this.members = members
  }
}

/** What an unknown name or a missing key gives. Using it fails with `hint`; only `is defined` and `default` accept it. */
export class Undefined {
  readonly hint: string
  /** the name that was looked for, without quotes */
  readonly lookedFor: string
  constructor(hint: string, lookedFor: string) {
    this.hint = hint
    this.lookedFor = lookedFor
  }
}

/** What `a if b` without an `else` gives: prints as nothing, and only `is defined` sees that it is no text. */
export class Nothing extends Undefined {}

/** A template that could not be rendered. */
export class TemplateError extends Error {
  /** a name was missing */
  readonly isUndefined: boolean
  /** an error of Python itself, which in a loop fails its round alone; Ansible's own errors end the loop */
  readonly isBare: boolean
  constructor(message: string, options: { isUndefined?: boolean; isBare?: boolean } = {}) {
    super(message)
    this.isUndefined = options.isUndefined ?? false
    this.isBare = options.isBare ?? false
  }
}

export const isFloat = (value: Value): value is Float | number =>
  value instanceof Float || (typeof value === 'number' && !Number.isInteger(value))

export const isInteger = (value: Value): value is number | bigint =>
  typeof value === 'bigint' || (typeof value === 'number' && Number.isInteger(value))

export const isNumber = (value: Value): value is number | bigint | Float =>
  typeof value === 'number' || typeof value === 'bigint' || value instanceof Float

/** A Python float: keeps its kind although JavaScript has one number type only. */
export const float = (value: number): Value => (Number.isInteger(value) ? new Float(value) : value)

/** A Python int of any size. */
export const integer = (value: bigint): number | bigint =>
  value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value

export const isDict = (value: Value): value is Dict => value instanceof Map
export const isList = (value: Value): value is Value[] => Array.isArray(value)

/** Throws when the value is undefined; gives it back otherwise. */
export function defined(value: Value): Exclude<Value, Undefined> {
  if (value instanceof Nothing) return ''
  if (value instanceof Undefined) throw new TemplateError(value.hint, { isUndefined: true })
  return value as Exclude<Value, Undefined>
}

/** `value`, or what `otherwise` gives when there is none; None is a value. */
export const orElse = (value: Value | undefined, otherwise: () => Value): Value =>
  value === undefined ? otherwise() : value

/** Fails on anything undefined, however deep it lies. */
export function definedThroughout(value: Value): Value {
  defined(value)
  if (isList(value)) for (const member of value) definedThroughout(member)
  else if (isDict(value)) for (const member of value.values()) definedThroughout(member)
  return value
}

/** The name that Python's error messages give the type. */
export function typeName(value: Value): string {
  if (value === null) return 'NoneType'
  if (typeof value === 'boolean') return 'bool'
  if (typeof value === 'string') return 'str'
  if (isInteger(value)) return 'int'
  if (isNumber(value)) return 'float'
  if (value instanceof Tuple) return 'tuple'
  if (isList(value)) return 'list'
  if (isDict(value)) return 'dict'
  if (value instanceof Undefined) return 'AnsibleUndefined'
  if (value instanceof Namespace) return 'Namespace'
  if (value instanceof DateTime) return 'datetime.datetime'
  if (value instanceof TimeDelta) return 'datetime.timedelta'
  return 'function'
}

/** Python's truth. */
export function truthy(value: Value): boolean {
  const it = defined(value)
  if (it === null || it === false || it === '') return false
  if (it instanceof Float) return it.value !== 0
  if (typeof it === 'number') return it !== 0
  if (typeof it === 'bigint') return it !== 0n
  if (isList(it)) return it.length > 0
  if (isDict(it)) return it.size > 0
  return !(it instanceof TimeDelta) || it.ms !== 0
}
