import { Decimal } from '../exact-decimal.ts'
import { RpcError } from '../rpc/rpc-error.ts'

const RFC3339 = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/

/**
 * Nanoseconds since 1970 of an RFC 3339 time: call descriptors name one message as one nanosecond, which a Date cannot
 * hold. Refuses anything else with `Unsupported time format`.
 */
export function readNanoseconds(text: string): Decimal {
  const parts = RFC3339.exec(text)
  const whole = parts === null ? Number.NaN : Date.parse(`${parts[1]}${parts[3]}`)
  if (Number.isNaN(whole)) throw new RpcError('Unsupported time format')
  return new Decimal(whole).times('1e6').plus(new Decimal(`0${parts?.[2] ?? ''}`).times('1e9'))
}
