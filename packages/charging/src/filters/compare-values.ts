import { Decimal } from '../exact-decimal.ts'
import { parseDuration } from '../times/parse-duration.ts'
import { parseTimeExpression } from '../times/parse-time-expression.ts'

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?$/
const DURATION = /^[+-]?((\d+\.?\d*|\.\d+)(ns|us|µs|ms|s|m|h))+$/
const TIME = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d/

export type TypedValue =
  | { kind: 'number'; value: Decimal }
  | { kind: 'duration'; value: Decimal }
  | { kind: 'time'; value: Date }
  | { kind: 'text'; value: string }

/** What a text stands for: a number, a duration with its unit, a time, else itself. `*now` and `+1h` are times. */
export function typedValue(text: string, now: Date): TypedValue {
  if (NUMBER.test(text)) return { kind: 'number', value: new Decimal(text) }
  if (DURATION.test(text) && !text.startsWith('+')) return { kind: 'duration', value: parseDuration(text) }
  if (TIME.test(text) || text.startsWith('*') || DURATION.test(text)) {
    const time = timeOf(text, now)
    if (time !== undefined) return { kind: 'time', value: time }
  }
  return { kind: 'text', value: text }
}

/**
 * Negative, zero or positive, as of sorting; by number, duration or time where both sides are one (a number beside a
 * duration is nanoseconds), else by text (section 14.1).
 */
export function compareTyped(left: string, right: string, now: Date): number {
  const a = typedValue(left, now)
  const b = typedValue(right, now)
  if (a.kind === 'time' && b.kind === 'time') return a.value.getTime() - b.value.getTime()
  if (a.value instanceof Decimal && b.value instanceof Decimal) return a.value.cmp(b.value)
  return left < right ? -1 : left > right ? 1 : 0
}

/** The instant a text names, or undefined. */
export function timeOf(text: string, now: Date): Date | undefined {
  try {
    return parseTimeExpression(text, now) ?? undefined
  } catch {
    return undefined
  }
}
