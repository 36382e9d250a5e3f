import { largest } from './address-text.ts'
import { firstOf, lastOf, lies, type Network, readNetwork } from './network.ts'

const networks = (...sources: string[]): Network[] => sources.flatMap((source) => readNetwork(source) ?? [])

// as netaddr has them, from RFC 1918, 2365, 3927, 4193, 4291, 5735 and 6598
const privateOnes = networks(
  '10.0.0.0/8',
  '100.64.0.0/10',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '239.0.0.0/8',
  '169.254.0.0/16',
  'fc00::/7',
  'fec0::/10',
  'fe80::/10',
)
const multicast = networks('224.0.0.0/4', 'ff00::/8')
const loopback = networks('127.0.0.0/8', '::1/128')
const linkLocal = networks('169.254.0.0/16', 'fe80::/10')

const within = (network: Network, some: Network[]): boolean => some.some((one) => lies(network, one))

export const isPrivate = (network: Network): boolean => within(network, privateOnes)
export const isMulticast = (network: Network): boolean => within(network, multicast)
export const isLoopback = (network: Network): boolean => within(network, loopback)
export const isLinkLocal = (network: Network): boolean => within(network, linkLocal)

/** Whether the address, whatever its network, may be met on the Internet: neither private nor a mask. */
export function isPublic(network: Network): boolean {
  const { version, value } = network
  const isMask = [value, value ^ largest(version)].some((bits) => (bits & (bits + 1n)) === 0n)
  const alone: Network = { ...network, prefix: version === 4 ? 32 : 128 }
  return !isMask && !isMulticast(alone) && !isPrivate(alone) && !isLoopback(alone)
}

/** The first and the last address that a host may have; two for a network of two, none for one address. */
export function usable(network: Network): { first: bigint; last: bigint } | undefined {
  const [first, last] = [firstOf(network), lastOf(network)]
  if (first === last) return undefined
  return last - first === 1n ? { first, last } : { first: first + 1n, last: last - 1n }
}
