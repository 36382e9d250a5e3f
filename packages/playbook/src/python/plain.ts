import { DateTime, dateTimeText, TimeDelta, timeDeltaText } from './date-time.ts'
import { Float, Namespace, Tuple, Undefined, type Value } from './values.ts'

/** Values of the outside world (JSON-like) as template values. */
export function fromPlain(plain: unknown): Value {
  if (plain === null || plain === undefined) return null
  if (typeof plain === 'object') {
    if (
      plain instanceof Float ||
      plain instanceof DateTime ||
      plain instanceof TimeDelta ||
      plain instanceof Undefined ||
      plain instanceof Namespace
    )
      return plain
    if (Array.isArray(plain)) return plain.map(fromPlain)
    if (plain instanceof Date) return plain.toISOString()
    const entries = plain instanceof Map ? [...plain] : Object.entries(plain)
    return new Map(entries.map(([key, value]): [Value, Value] => [key, fromPlain(value)]))
  }
  // JavaScript has no integers beyond 2^53: below 1e21 the digits it prints are taken for one, as in a JSON text
  if (typeof plain === 'number' && Number.isInteger(plain) && !Number.isSafeInteger(plain)) {
    return Math.abs(plain) < 1e21 ? BigInt(String(plain)) : new Float(plain)
  }
  return typeof plain === 'symbol' || typeof plain === 'function' ? null : (plain as Value)
}

/** Template values as JSON-like ones: dicts become objects, tuples arrays, floats numbers; huge integers become strings. */
export function toPlain(value: Value): unknown {
  if (value instanceof Float) return value.value
  if (value instanceof DateTime) return dateTimeText(value, 'T')
  if (value instanceof TimeDelta) return timeDeltaText(value)
  if (value instanceof Tuple) return [...value].map(toPlain)
  if (Array.isArray(value)) return value.map(toPlain)
  if (value instanceof Namespace) return toPlain(value.members)
  if (value instanceof Map) {
    const object: Record<string, unknown> = {}
    for (const [key, member] of value) {
      // defineProperty, so that a key named __proto__ is a key like any other
      Object.defineProperty(object, String(key), {
        value: toPlain(member),
        enumerable: true,
        writable: true,
        configurable: true,
      })
    }
    return object
  }
  if (typeof value === 'bigint') return value.toString()
  return value instanceof Undefined || typeof value === 'function' ? null : value
}
