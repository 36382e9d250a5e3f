import { Address4, Address6 } from 'ip-address'
import { TemplateError } from '../python/values.ts'

export type Version = 4 | 6
export type Address = { version: Version; value: bigint }

export const widthOf = (version: Version): number => (version === 4 ? 32 : 128)
export const largest = (version: Version): bigint => (1n << BigInt(widthOf(version))) - 1n

/** An address as it is written in full: `10.0.0.1`, `2001:db8::1`; no zones, no leading zeros. */
export function readAddress(source: string): Address | undefined {
  try {
    if (/^[\d.]+$/.test(source)) return { version: 4, value: new Address4(source).bigInt() }
    return /^[\da-fA-F:.]+$/.test(source) ? { version: 6, value: new Address6(source).bigInt() } : undefined
  } catch {
    return undefined
  }
}

/** An address of IPv4 with parts left out at its end, or with leading zeros: `10.1` is 10.1.0.0. */
export function readPartialAddress(source: string): Address | undefined {
  const parts = source.split('.').map(readInteger)
  if (parts.length > 4 || parts.some((part) => part === undefined)) return undefined
  return readAddress([...parts, 0, 0, 0].slice(0, 4).join('.'))
}

/** A whole number as Python's `int()` reads it. */
export function readInteger(source: string): bigint | undefined {
  const [, sign = '', digits] = /^\s*([+-]?)(\d+(?:_\d+)*)\s*$/.exec(source) ?? []
  return digits === undefined ? undefined : BigInt(`${sign === '-' ? '-' : ''}${digits.replaceAll('_', '')}`)
}

/** The shortest way to write an address; the last two parts as IPv4 where all before them is zero. */
export function addressText({ version, value }: Address): string {
  if (version === 4) return Address4.fromBigInt(value).correctForm()
  const isOfFour = (value >> 32n === 0n && value >> 16n !== 0n) || value >> 32n === 0xffffn
  if (!isOfFour) return Address6.fromBigInt(value).correctForm()
  return `${value >> 32n === 0n ? '::' : '::ffff:'}${addressText({ version: 4, value: value & largest(4) })}`
}

/** The name under which the address is looked up in the DNS. */
export const reverseName = ({ version, value }: Address): string =>
  (version === 4 ? Address4.fromBigInt(value) : Address6.fromBigInt(value)).reverseForm()

/** The address of a number, of IPv4 when it fits, as netaddr takes it. */
export function addressOfNumber(value: bigint): Address {
  if (value >= 0n && value <= largest(6)) return { version: value <= largest(4) ? 4 : 6, value }
  throw new TemplateError(`failed to detect a valid IP address from ${value}`)
}
