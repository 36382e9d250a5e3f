import { addressText, largest } from '../addresses/address-text.ts'
import { interfaceNumber, readHardwareAddress } from '../addresses/hardware-address.ts'
import { firstOf } from '../addresses/network.ts'
import { text } from '../python/text.ts'
import type { Filter } from './filter.ts'
import { asNetwork } from './ipsubnet.ts'
import { namedArguments } from './named-arguments.ts'

/** The address that a host with this MAC address gives itself in a network of IPv6 (RFC 4862); false where there is none. */
export const slaacFilter: Filter = (input, args, { keywords }) => {
  const { query = '' } = namedArguments(['query'], args, keywords)
  const network = asNetwork(text(input))
  const mac = readHardwareAddress(text(query))
  if (network?.version !== 6 || !mac) return false
  const value = firstOf(network) + interfaceNumber(mac)
  return value <= largest(6) ? addressText({ version: 6, value }) : false
}
