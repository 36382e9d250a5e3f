import { serverError } from '../rpc/rpc-error.ts'

/**
 * Stands between the parts of a key. No request can contain it (see rpc/reply-to.ts), so no two lists of parts make
 * one key.
 */
const SEPARATOR = '\u001f'

export function joinKey(...parts: readonly string[]): string {
  return parts.join(SEPARATOR)
}

/** The prefix of all keys that begin with these parts. */
export function keyPrefix(...parts: readonly string[]): string {
  return joinKey(...parts, '')
}

export function splitKey(key: string): string[] {
  return key.split(SEPARATOR)
}

/** `tenant:id`, as CGRateS has it. A tenant with a colon could reach into another one's keys. */
export function tenantKey(tenant: string, id: string): string {
  if (tenant.includes(':')) throw serverError('a tenant must not contain a colon')
  return `${tenant}:${id}`
}

/** An instant as text whose order is that of time. Years beyond 9999 do not occur. */
export function timeKey(time: Date): string {
  return time.toISOString()
}

/** A whole number from 0 as text whose order is that of numbers. */
export function numberKey(number: number): string {
  return String(number).padStart(16, '0')
}

/** A weight as text that puts higher weights first. */
export function weightKey(weight: number): string {
  const bits = new DataView(new ArrayBuffer(8))
  bits.setFloat64(0, -weight || 0)
  const raw = bits.getBigUint64(0)
  // Negative numbers order backwards by their bits; both kinds are brought into one order.
  const ordered = raw >> 63n === 1n ? ~raw & 0xffff_ffff_ffff_ffffn : raw | (1n << 63n)
  return ordered.toString(16).padStart(16, '0')
}
