import { checkSize } from '../jinja/limits.ts'
import { DateTime, TimeDelta } from './date-time.ts'
import { fixed } from './fixed.ts'
import { text } from './text.ts'
import {
  defined,
  Float,
  float,
  integer,
  isDict,
  isFloat,
  isList,
  isNumber,
  TemplateError,
  Tuple,
  typeName,
  type Value,
} from './values.ts'

export type Operator = '+' | '-' | '*' | '/' | '//' | '%' | '**'

/** Applies an operator as Python does: integers stay exact, `/` gives a float, `+` joins texts and lists. */
export function calculate(operator: Operator, a: Value, b: Value): Value {
  const left = numeric(defined(a))
  const right = numeric(defined(b))
  if (isNumber(left) && isNumber(right)) {
    return isFloat(left) || isFloat(right) || operator === '/'
      ? float(withFloats(operator, toFloat(left), toFloat(right)))
      : withIntegers(operator, BigInt(left as number | bigint), BigInt(right as number | bigint))
  }
  const moved = withTimes(operator, left, right)
  if (moved !== undefined) return moved
  if (operator === '+') {
    if (typeof left === 'string' && typeof right === 'string') {
      checkSize(left.length + right.length)
      return left + right
    }
    if (isList(left) && isList(right) && left instanceof Tuple === right instanceof Tuple) {
      checkSize((left.length + right.length) * 8)
      return left instanceof Tuple ? Tuple.from([...left, ...right]) : [...left, ...right]
    }
    if (typeof left === 'string') {
      throw new TemplateError(`can only concatenate str (not "${typeName(right)}") to str`)
    }
  }
  if (operator === '*') {
    const repeated = repeat(left, right) ?? repeat(right, left)
    if (repeated !== undefined) return repeated
  }
  if (operator === '%' && typeof left === 'string') return printf(left, right)
  throw new TemplateError(`unsupported operand type(s) for ${operator}: '${typeName(left)}' and '${typeName(right)}'`)
}

/** Differences of moments, and moments moved by them. */
function withTimes(operator: Operator, left: Value, right: Value): Value | undefined {
  if (operator === '-' && left instanceof DateTime && right instanceof DateTime)
    return new TimeDelta(left.ms - right.ms)
  if (operator !== '+' && operator !== '-') return undefined
  const sign = operator === '+' ? 1 : -1
  if (left instanceof DateTime && right instanceof TimeDelta) return new DateTime(left.ms + sign * right.ms)
  if (left instanceof TimeDelta && right instanceof TimeDelta) return new TimeDelta(left.ms + sign * right.ms)
  return left instanceof TimeDelta && right instanceof DateTime && sign > 0
    ? new DateTime(left.ms + right.ms)
    : undefined
}

export function negative(value: Value): Value {
  const it = numeric(defined(value))
  if (isFloat(it)) return float(-toFloat(it))
  if (isNumber(it)) return integer(-BigInt(it as number | bigint))
  throw new TemplateError(`bad operand type for unary -: '${typeName(it)}'`)
}

const numeric = (value: Value): Value => (typeof value === 'boolean' ? Number(value) : value)

/** A number of any kind as a JavaScript number. */
export const toFloat = (value: number | bigint | Float): number =>
  value instanceof Float ? value.value : Number(value)

function withFloats(operator: Operator, a: number, b: number): number {
  if ((operator === '/' || operator === '//' || operator === '%') && b === 0) {
    throw new TemplateError(operator === '%' ? 'float modulo' : 'division by zero', { isBare: true })
  }
  if (operator === '+') return a + b
  if (operator === '-') return a - b
  if (operator === '*') return a * b
  if (operator === '/') return a / b
  if (operator === '//') return Math.floor(a / b)
  if (operator === '**') return a ** b
  const rest = a % b
  return rest !== 0 && rest < 0 !== b < 0 ? rest + b : rest
}

/** Bits of the largest power. */
const largestPower = 1_000_000n

/** Hexadecimal digits of the largest product. */
const largestProduct = 250_000
const digits = (value: bigint): number =>
  value < 0x10000000000000n && value > -0x10000000000000n ? 13 : value.toString(16).length

function withIntegers(operator: Operator, a: bigint, b: bigint): Value {
  if (operator === '+') return integer(a + b)
  if (operator === '-') return integer(a - b)
  if (operator === '*') {
    if (digits(a) + digits(b) > largestProduct) throw new TemplateError('the product is too large a number')
    return integer(a * b)
  }
  if (operator === '**') {
    if (b < 0n) return float(Number(a) ** Number(b))
    if (b > 1n && BigInt(a.toString(2).length) * b > largestPower)
      throw new TemplateError('the power is too large a number')
    return integer(a ** b)
  }
  if (b === 0n) throw new TemplateError('integer division or modulo by zero', { isBare: true })
  const rest = ((a % b) + b) % b
  return operator === '%' ? integer(rest) : integer((a - rest) / b)
}

function repeat(sequence: Value, times: Value): Value | undefined {
  if (typeof times !== 'number' || !Number.isInteger(times)) return undefined
  if (typeof sequence === 'string') {
    checkSize(sequence.length * times)
    return sequence.repeat(Math.max(0, times))
  }
  if (!isList(sequence)) return undefined
  checkSize(sequence.length * times * 8)
  return Array.from({ length: Math.max(0, times) }, () => [...sequence]).flat()
}

/** `template % values` of Python: %s %r %d %i %f %F %e %g %x %X %o %c %%, with flags, width and precision. */
export function printf(template: string, values: Value): string {
  const list = values instanceof Tuple ? [...values] : [values]
  let next = 0
  const out = template.replace(
    /%(?:\(([^)]*)\))?([-+ 0#]*)(\*|\d+)?(?:\.(\*|\d+))?[hlL]?([a-zA-Z%])/g,
    (
      _all,
      key: string | undefined,
      flags: string,
      width: string | undefined,
      precision: string | undefined,
      kind: string,
    ) => {
      if (kind === '%') return '%'
      const take = (): Value => {
        if (next >= list.length) throw new TemplateError('not enough arguments for format string')
        return defined(list[next++] as Value)
      }
      const columns = width === '*' ? Number(text(take())) : Number(width ?? 0)
      const digits = precision === '*' ? Number(text(take())) : precision === undefined ? undefined : Number(precision)
      const value = key === undefined ? take() : defined(isDict(values) ? (values.get(key) ?? null) : null)
      return pad(directive(kind, value, digits, flags), columns, flags, kind)
    },
  )
  if (next < list.length && !isDict(values)) {
    throw new TemplateError('not all arguments converted during string formatting')
  }
  return out
}

function directive(kind: string, value: Value, digits: number | undefined, flags: string): string {
  if (kind === 's' || kind === 'r') {
    const shown = text(value)
    return digits === undefined ? shown : shown.slice(0, digits)
  }
  if (kind === 'c') return typeof value === 'number' ? String.fromCodePoint(value) : text(value)
  const amount = numeric(value)
  if (!isNumber(amount)) {
    const wanted = 'diuxXo'.includes(kind) ? `%${kind} format: a real number is required` : 'must be real number'
    throw new TemplateError(`${wanted}, not ${typeName(value)}`)
  }
  const shown = 'diuxXo'.includes(kind)
    ? integerText(kind, BigInt(isFloat(amount) ? Math.trunc(toFloat(amount)) : (amount as number | bigint)))
    : floatDirective(kind, toFloat(amount), digits ?? 6)
  if (shown.startsWith('-')) return shown
  return flags.includes('+') ? `+${shown}` : flags.includes(' ') ? ` ${shown}` : shown
}

function integerText(kind: string, value: bigint): string {
  if (kind === 'o') return value.toString(8)
  if (kind === 'x') return value.toString(16)
  return kind === 'X' ? value.toString(16).toUpperCase() : value.toString()
}

function floatDirective(kind: string, value: number, digits: number): string {
  const lower = kind.toLowerCase()
  const exponent = (shown: string) => shown.replace(/e([-+])(\d)$/, 'e$10$2')
  let shown = fixed(value, digits)
  if (lower === 'e') shown = exponent(value.toExponential(digits))
  if (lower === 'g') {
    const precise = value.toPrecision(Math.max(1, digits))
    const power = value === 0 ? 0 : Math.floor(Math.log10(Math.abs(value)))
    const short = power < -4 || power >= Math.max(1, digits) ? Number(precise).toExponential() : String(Number(precise))
    shown = exponent(short)
  }
  return kind === lower ? shown : shown.toUpperCase()
}

function pad(shown: string, columns: number, flags: string, kind: string): string {
  checkSize(columns)
  if (flags.includes('-')) return shown.padEnd(columns)
  if (!flags.includes('0') || kind === 's') return shown.padStart(columns)
  const sign = /^[-+ ]/.test(shown) ? shown.slice(0, 1) : ''
  return sign + shown.slice(sign.length).padStart(columns - sign.length, '0')
}
