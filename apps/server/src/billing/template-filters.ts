import { Decimal } from 'decimal.js'
import type { Environment } from 'minijinja-js'

/*
 * What Jinja2 has and MiniJinja lacks, as far as invoice templates use it. Values arrive as MiniJinja hands them over: numbers,
 * BigInt for integers, Map for mappings.
 */

const DIRECTIVE = /%(?:\((\w+)\))?([-+ 0#]*)(\d+)?(?:\.(\d+))?([sdifrx%])/g

/**
 * Python's `text % values`, for the filter `"%.2f"|format(x)`; numbers are rounded half away from zero in decimal, as all money
 * is. Throws for a value that is no number where one is needed, and for a missing one.
 */
export function formatPercent(text: string, values: readonly unknown[]): string {
  let next = 0
  const formatted = text.replace(
    DIRECTIVE,
    (_whole, name: string | undefined, flags: string, width, precision, kind) => {
      if (kind === '%') return '%'
      const value = name === undefined ? values[next++] : (values[0] as Map<string, unknown>).get(name)
      if (value === undefined) throw new Error(`format: "${text}" needs more values`)
      return pad(
        formatOne(value, kind, { flags, precision: precision === undefined ? undefined : Number(precision) }),
        {
          flags,
          width: Number(width ?? 0),
        },
      )
    },
  )
  return formatted
}

function formatOne(value: unknown, kind: string, options: { flags: string; precision: number | undefined }): string {
  if (kind === 's' || kind === 'r') return String(value).slice(0, options.precision)
  const number = numberOf(value)
  if (!number) throw new Error(`format: ${value === null ? 'none' : `"${String(value)}"`} is not a number`)
  const sign = number.isNegative() && !number.isZero() ? '-' : options.flags.includes('+') ? '+' : ''
  const size = number.abs()
  if (kind === 'f') return sign + size.toFixed(options.precision ?? 6, Decimal.ROUND_HALF_UP)
  return sign + (kind === 'x' ? size.trunc().toNumber().toString(16) : size.trunc().toFixed())
}

function pad(text: string, options: { flags: string; width: number }): string {
  if (options.flags.includes('-')) return text.padEnd(options.width)
  if (!options.flags.includes('0')) return text.padStart(options.width)
  const [, sign = '', digits = ''] = /^([+-]?)(.*)$/.exec(text) ?? []
  return sign + digits.padStart(options.width - sign.length, '0')
}

function numberOf(value: unknown): Decimal | undefined {
  if (typeof value !== 'number' && typeof value !== 'bigint' && typeof value !== 'string') return undefined
  try {
    return new Decimal(String(value))
  } catch {
    return undefined
  }
}

const REFUSED = Symbol('refused')

/**
 * Adds `format`, `sum` (with `attribute`) and `money` (an amount in the currency, as people of the locale write it). A filter
 * that cannot do its work tells `failed` why and gives a value that MiniJinja refuses, naming the line; an exception thrown
 * through MiniJinja would break the engine.
 */
export function addInvoiceFilters(
  environment: Environment,
  options: { currency: string; locale: string; failed: (reason: string) => void },
): void {
  const money = new Intl.NumberFormat(options.locale, { style: 'currency', currency: options.currency })
  const add = (filter: string, work: (...values: unknown[]) => unknown): void =>
    environment.addFilter(filter, (...values: unknown[]) => {
      try {
        return work(...values)
      } catch (error) {
        options.failed((error as Error).message)
        return REFUSED
      }
    })
  add('format', (text, ...values) => formatPercent(String(text), values))
  add('sum', (rows, ...rest) => sumOf(rows as Iterable<unknown>, rest))
  add('money', (value) => {
    const number = numberOf(value)
    if (!number) throw new Error(`money: ${String(value)} is not a number`)
    return money.format(number.toFixed() as Intl.StringNumericLiteral)
  })
}

/** `rows|sum`, `rows|sum('name')` and `rows|sum(attribute='name')`. */
function sumOf(rows: Iterable<unknown>, rest: readonly unknown[]): number {
  const [first] = rest
  const attribute = first instanceof Map ? first.get('attribute') : first
  let sum = new Decimal(0)
  for (const row of rows) {
    const value = attribute === undefined ? row : (row as Map<string, unknown>).get(String(attribute))
    const number = numberOf(value)
    if (!number) throw new Error(`sum: "${String(value)}" is not a number`)
    sum = sum.plus(number)
  }
  return sum.toNumber()
}
