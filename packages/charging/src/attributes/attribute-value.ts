import { Decimal, zero } from '../exact-decimal.ts'
import { type TypedValue, timeOf, typedValue } from '../filters/compare-values.ts'
import type { EventView } from '../filters/event-view.ts'
import { compileTemplate } from '../filters/value-template.ts'
import { RpcError } from '../rpc/rpc-error.ts'
import { formatSeconds, formatTime } from '../times/format-time.ts'
import { formatDuration, parseDuration } from '../times/parse-duration.ts'
import type { Attribute } from './attribute-profile.ts'

/** What a type makes of its resolved values and the present content of its field. */
type Compute = (values: readonly string[], present: string, context: { now: Date; type: string }) => string

const NANOSECONDS_PER_MS = '1e6'
const DECIMALS = 5

const computers: Record<string, Compute> = {
  '*variable': (values) => values.join(''),
  '*composed': (values, present) => present + values.join(''),
  '*none': () => '',
  '*prefix': (values, present) => values.join('') + present,
  '*suffix': (values, present) => present + values.join(''),
  '*sum': fold((a, b) => a.plus(b)),
  '*difference': fold((a, b) => a.minus(b)),
  '*multiply': fold((a, b) => a.times(b)),
  '*divide': fold((a, b, type) => {
    if (b.isZero()) throw new RpcError(`division by zero in ${type}`)
    return a.div(b)
  }),
  '*usage_difference': (values, _, context) => {
    const [end, start] = exactly(2, values, context.type)
    return formatDuration(milliseconds(timeNamed(end, context.now)).minus(milliseconds(timeNamed(start, context.now))))
  },
  '*cc_usage': (values, _, { type }) => {
    const [request, used, interval] = exactly(3, values, type)
    const earlier = Decimal.max(numberOf(request).minus(1), 0)
    return formatDuration(parseDuration(used).plus(parseDuration(interval).times(earlier)))
  },
  '*value_exponent': (values, _, { type }) => {
    const [value, exponent] = exactly(2, values, type)
    const power = numberOf(exponent)
    if (!power.isInteger() || power.abs().gt(100)) throw invalid(values, type)
    return numberOf(value).times(new Decimal(10).pow(power)).toDecimalPlaces(DECIMALS).toString()
  },
  '*unix_timestamp': (values, _, { now }) => String(Math.floor(timeNamed(values.join(''), now).getTime() / 1000)),
  '*datetime': (values, _, { now }) => formatSeconds(timeNamed(values.join(''), now)),
  '*sipcid': ([first, ...others], _, { type }) => {
    if (first === undefined) throw invalid([], type)
    return [first, ...others.sort()].join(';')
  },
}

const CONSTANT = '*constant'
const DEFAULT_TYPE = '*variable'

export function isAttributeType(type: string): boolean {
  return type === '' || type === CONSTANT || Object.hasOwn(computers, type)
}

/**
 * The text that an attribute gives its field (section 14.2); a path that leads nowhere counts as empty. Refuses what it
 * cannot compute, such as a sum of words.
 */
export function attributeValue({ Type, Value }: Attribute, view: EventView, present: string): string {
  const type = Type || DEFAULT_TYPE
  if (type === CONSTANT) return Value.map(({ Rules }) => Rules).join(';')
  const compute = Object.hasOwn(computers, type) ? computers[type] : undefined
  if (compute === undefined) throw new RpcError(`unsupported type: <${type}>`)
  const values = Value.map(({ Rules }) => compileTemplate(Rules)(view) ?? '')
  return compute(values, present, { now: view.lookups.now, type })
}

/** Arithmetic from left to right; the kind of the first value is that of the result. */
function fold(step: (a: Decimal, b: Decimal, type: string) => Decimal): Compute {
  return (values, _, { now, type }) => {
    const [first, ...others] = values.map((value) => typedValue(value, now))
    if (first === undefined || first.kind === 'text' || others.some(({ kind }) => kind === 'text')) {
      throw invalid(values, type)
    }
    return print(
      others.reduce((sum, one) => step(sum, amountOf(one), type), amountOf(first)),
      first,
    )
  }
}

/** Numbers as they are, durations and times in nanoseconds. */
function amountOf(typed: TypedValue): Decimal {
  if (typed.kind === 'time') return milliseconds(typed.value)
  return typed.kind === 'text' ? zero : typed.value
}

function print(amount: Decimal, { kind }: TypedValue): string {
  if (kind === 'duration') return formatDuration(amount)
  if (kind === 'time') return formatTime(new Date(amount.div(NANOSECONDS_PER_MS).toNumber()))
  return amount.toString()
}

function milliseconds(time: Date): Decimal {
  return new Decimal(time.getTime()).times(NANOSECONDS_PER_MS)
}

function timeNamed(text: string, now: Date): Date {
  const time = timeOf(text, now)
  if (time === undefined) throw new RpcError('Unsupported time format')
  return time
}

function numberOf(text: string): Decimal {
  try {
    return new Decimal(text)
  } catch {
    throw new RpcError(`strconv.ParseFloat: parsing ${JSON.stringify(text)}: invalid syntax`)
  }
}

function exactly(count: 2, values: readonly string[], type: string): readonly [string, string]
function exactly(count: 3, values: readonly string[], type: string): readonly [string, string, string]
function exactly(count: number, values: readonly string[], type: string): readonly string[] {
  if (values.length !== count) throw invalid(values, type)
  return values
}

function invalid(values: readonly string[], type: string): RpcError {
  return new RpcError(`invalid arguments <${JSON.stringify(values)}> to ${type}`)
}
