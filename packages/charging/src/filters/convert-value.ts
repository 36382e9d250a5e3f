import { createHash } from 'node:crypto'
import { Decimal } from '../exact-decimal.ts'
import { RpcError } from '../rpc/rpc-error.ts'
import { formatSeconds } from '../times/format-time.ts'
import { formatDuration, parseDuration } from '../times/parse-duration.ts'
import { parseTimeExpression } from '../times/parse-time-expression.ts'

/** A function over the text of a value, as written in `{*round:2&*len}` behind a path (section 14.1). */
export type Converter = (value: string, now: Date) => string

const ROUNDINGS: Record<string, 0 | 1 | 4> = {
  '*up': Decimal.ROUND_UP,
  '*middle': Decimal.ROUND_HALF_UP,
  '*down': Decimal.ROUND_DOWN,
}
const NANOSECONDS_PER_SECOND = '1e9'

/** What each converter makes of its arguments. */
const makers: Record<string, (args: readonly string[]) => Converter> = {
  '*round': ([decimals = '0', method = '*middle']) => {
    const rounding = ROUNDINGS[method]
    if (rounding === undefined || !/^\d+$/.test(decimals)) throw unsupported(`*round:${decimals}:${method}`)
    return (value) => number(value).toDecimalPlaces(Number(decimals), rounding).toString()
  },
  '*multiply': ([by = '']) => {
    const factor = number(by)
    return (value) => number(value).times(factor).toString()
  },
  '*divide': ([by = '']) => {
    const divisor = number(by)
    if (divisor.isZero()) throw unsupported('*divide:0')
    return (value) => number(value).div(divisor).toString()
  },
  '*duration': () => (value) => formatDuration(parseDuration(value)),
  '*duration_nanoseconds': () => (value) => parseDuration(value).toString(),
  '*duration_seconds': () => (value) => parseDuration(value).div(NANOSECONDS_PER_SECOND).toString(),
  '*duration_minutes': () => (value) => parseDuration(value).div(NANOSECONDS_PER_SECOND).div(60).toString(),
  '*float64': () => (value) => number(value).toString(),
  '*len': () => (value) => String([...value].length),
  '*unixtime': () => (value, now) => String(Math.floor((parseTimeExpression(value, now)?.getTime() ?? 0) / 1000)),
  '*time_string': () => (value, now) => formatSeconds(parseTimeExpression(value, now)),
  '*string2hex': () => (value) => `0x${Buffer.from(value).toString('hex')}`,
  '*sha1': () => (value) => createHash('sha1').update(value).digest('hex'),
}

/** Reads `*round:2&*len`. An unknown converter is refused. */
export function compileConverters(text: string): readonly Converter[] {
  return text.split('&').map((one) => {
    const [name = '', ...args] = one.split(':')
    const make = Object.hasOwn(makers, name) ? makers[name] : undefined
    if (make === undefined) throw unsupported(one)
    return make(args)
  })
}

function number(text: string): Decimal {
  if (!/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?$/.test(text)) {
    throw new RpcError(`strconv.ParseFloat: parsing ${JSON.stringify(text)}: invalid syntax`)
  }
  return new Decimal(text)
}

function unsupported(definition: string): RpcError {
  return new RpcError(`unsupported converter definition: <${definition}>`)
}
