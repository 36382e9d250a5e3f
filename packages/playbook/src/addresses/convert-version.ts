import type { Value } from '../python/values.ts'
import { isPrivate, isPublic } from './address-kinds.ts'
import { largest } from './address-text.ts'
import { firstOf, lies, type Network } from './network.ts'

const mapped = 0xffff00000000n

/** The address of IPv4 that an address of IPv6 stands for, if any. */
export function convertedTo4({ value, prefix }: Network): Network | undefined {
  const own = value <= largest(4) ? value : value <= mapped + largest(4) ? value - mapped : -1n
  return own < 0n || prefix < 96 ? undefined : { version: 4, value: own, prefix: prefix - 96 }
}

/** An address of IPv4 mapped into IPv6 (RFC 4291, 2.5.5.2). */
export const convertedTo6 = ({ value, prefix }: Network): Network => ({
  version: 6,
  value: mapped + value,
  prefix: prefix + 96,
})

const sixToFour: Network = { version: 6, value: 0x2002n << 112n, prefix: 16 }

/** The network of 6to4 (RFC 3056) that belongs to a public or private address of IPv4; one of IPv6 if it lies in 2002::/16. */
export function inSixToFour(network: Network, about: { given: string; isNetwork: boolean }): Value {
  const { version, value, prefix } = network
  const isAlone = prefix === (version === 4 ? 32 : 128)
  if (version === 6) {
    const isHost = about.isNetwork ? value !== firstOf(network) : true
    const asked: Network = about.isNetwork ? { ...network, prefix: 128 } : network
    return isHost && lies(asked, sixToFour) ? about.given : false
  }
  const alone: Network = { version, value, prefix: 32 }
  if (!isAlone && value === firstOf(network)) return false
  if (!isPublic(alone) && !isPrivate(alone)) return false
  const digits = value.toString(16).padStart(8, '0')
  return `2002:${digits.slice(0, 4)}:${digits.slice(4)}::1/48`
}
