import { BlockList, isIP } from 'node:net'

/** A set of addresses and CIDR ranges. */
export type AddressList = { has(address: string): boolean }

/** True for `10.0.0.1`, `10.0.0.0/8`, `2001:db8::1` and `2001:db8::/32`. */
export function isAddressOrRange(text: string): boolean {
  return parse(text) !== undefined
}

/** Throws a RangeError for an entry that is neither an address nor a range. */
export function createAddressList(entries: readonly string[]): AddressList {
  const list = new BlockList()
  for (const entry of entries) add(list, entry)
  return {
    has(address) {
      const plain = plainAddress(address)
      const family = isIP(plain)
      return family !== 0 && list.check(plain, family === 6 ? 'ipv6' : 'ipv4')
    },
  }
}

/** True when an entry is a loopback address or a range that holds some: every program on this machine has those. */
export function coversLoopback(entry: string): boolean {
  const parsed = parse(entry)
  if (!parsed) return false
  const loopback = createAddressList(['127.0.0.0/8', '::1'])
  const range = createAddressList([entry])
  return loopback.has(parsed.address) || range.has('127.0.0.1') || range.has('::1')
}

/** Bits of the network that an entry names: 32 or 128 for a single address. Of two entries, the longer is the closer match. */
export function prefixLength(entry: string): number {
  return parse(entry)?.prefix ?? 0
}

/** The address as it is written everywhere else: IPv4 inside IPv6 (`::ffff:10.0.0.1`) as IPv4, no zone. */
export function plainAddress(address: string): string {
  return address.replace(/%.*$/, '').replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '')
}

function add(list: BlockList, entry: string): void {
  const parsed = parse(entry)
  if (!parsed) throw new RangeError(`${entry} is neither an address nor a CIDR range`)
  list.addSubnet(parsed.address, parsed.prefix, parsed.family === 6 ? 'ipv6' : 'ipv4')
}

function parse(entry: string): { address: string; family: number; prefix: number } | undefined {
  const [network = '', bits, ...rest] = entry.trim().split('/')
  const address = plainAddress(network)
  const family = isIP(address)
  if (family === 0 || rest.length > 0) return undefined
  const longest = family === 6 ? 128 : 32
  if (bits === undefined) return { address, family, prefix: longest }
  if (!/^\d{1,3}$/.test(bits) || Number(bits) > longest) return undefined
  return { address, family, prefix: Number(bits) }
}
