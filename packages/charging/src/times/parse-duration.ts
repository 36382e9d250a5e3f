import { Decimal } from '../exact-decimal.ts'
import { RpcError } from '../rpc/rpc-error.ts'

const NANOSECONDS: Record<string, string> = {
  ns: '1',
  us: '1000',
  µs: '1000',
  μs: '1000',
  ms: '1000000',
  s: '1000000000',
  m: '60000000000',
  h: '3600000000000',
}
const PART = /(\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h)/y

/**
 * Nanoseconds of a duration text such as `1h30m`, `-10s` or plain digits, which are nanoseconds (section 11.3).
 * There is no unit for days. Anything else is refused with `time: invalid duration "..."`.
 */
export function parseDuration(text: string): Decimal {
  const negative = text.startsWith('-')
  const body = text.replace(/^[+-]/, '')
  if (/^\d+(\.\d+)?$/.test(body)) return new Decimal(negative ? `-${body}` : body)
  let total = new Decimal(0)
  PART.lastIndex = 0
  while (PART.lastIndex < body.length) {
    const part = PART.exec(body)
    if (part === null) throw invalid(text)
    total = total.plus(new Decimal(part[1] ?? '0').times(NANOSECONDS[part[2] ?? ''] ?? '0'))
  }
  if (body === '' || total.gt('1e27')) throw invalid(text)
  return negative ? total.negated() : total
}

/** Go's way of writing a duration: `1m30s`, `500ms`, `0s`. Used for the usage of voice records (section 11.8). */
export function formatDuration(nanoseconds: Decimal): string {
  if (nanoseconds.isZero()) return '0s'
  const sign = nanoseconds.isNegative() ? '-' : ''
  const size = nanoseconds.abs()
  if (size.lt('1e3')) return `${sign}${size}ns`
  if (size.lt('1e6')) return `${sign}${size.div('1e3')}µs`
  if (size.lt('1e9')) return `${sign}${size.div('1e6')}ms`
  const seconds = size.div('1e9')
  const hours = seconds.divToInt(3600)
  const minutes = seconds.minus(hours.times(3600)).divToInt(60)
  const rest = seconds.minus(hours.times(3600)).minus(minutes.times(60))
  if (!hours.isZero()) return `${sign}${hours}h${minutes}m${rest}s`
  return minutes.isZero() ? `${sign}${rest}s` : `${sign}${minutes}m${rest}s`
}

function invalid(text: string): RpcError {
  return new RpcError(`time: invalid duration ${JSON.stringify(text)}`)
}
