import {
  type Address,
  addressText,
  largest,
  readAddress,
  readInteger,
  readPartialAddress,
  type Version,
  widthOf,
} from './address-text.ts'

/** An address and the network that it lies in; `value` keeps the bits of the host. */
export type Network = Address & { prefix: number }

export const hostMask = ({ version, prefix }: Network): bigint => (1n << BigInt(widthOf(version) - prefix)) - 1n
export const firstOf = (network: Network): bigint => network.value & ~hostMask(network)
export const lastOf = (network: Network): bigint => network.value | hostMask(network)
export const sizeOf = (network: Network): bigint => hostMask(network) + 1n

export const networkText = (network: Network): string => `${addressText(network)}/${network.prefix}`

/** The network without the bits of the host. */
export const networkOf = (network: Network): Network => ({ ...network, value: firstOf(network) })

/** Whether all of `inner` lies in `outer`. */
export const lies = (inner: Network, outer: Network): boolean =>
  inner.version === outer.version && firstOf(inner) >= firstOf(outer) && lastOf(inner) <= lastOf(outer)

/** `10.0.0.1`, `10.0.0.0/24`, `10.0.0.0/255.255.255.0`, `10.0.0.0/0.0.0.255`, `2001:db8::/32`; undefined for anything else. */
export function readNetwork(source: string): Network | undefined {
  const slash = source.indexOf('/')
  const [host, mask] = slash < 0 ? [source, undefined] : [source.slice(0, slash), source.slice(slash + 1)]
  const address = readAddress(host) ?? (host.includes(':') ? undefined : readPartialAddress(host))
  if (!address) return undefined
  const prefix = mask === undefined ? widthOf(address.version) : readPrefix(mask, address.version)
  return prefix === undefined ? undefined : { ...address, prefix }
}

function readPrefix(source: string, version: Version): number | undefined {
  const width = widthOf(version)
  const count = readInteger(source)
  if (count !== undefined) return count >= 0n && count <= BigInt(width) ? Number(count) : undefined
  const mask = readAddress(source)
  if (mask?.version !== version) return undefined
  return prefixOfHostMask(mask.value ^ largest(version), width) ?? prefixOfHostMask(mask.value, width)
}

/** The prefix that leaves these bits to the host; undefined when they are not the last ones. */
function prefixOfHostMask(mask: bigint, width: number): number | undefined {
  return (mask & (mask + 1n)) === 0n ? width - (mask === 0n ? 0 : mask.toString(2).length) : undefined
}
