import { addressOfNumber, addressText, widthOf } from '../addresses/address-text.ts'
import { firstOf, type Network, networkOf, networkText, readNetwork, sizeOf } from '../addresses/network.ts'
import { queryAddress } from '../addresses/query-address.ts'
import { text } from '../python/text.ts'
import { TemplateError, type Value } from '../python/values.ts'
import { integerArgument } from './checked-argument.ts'
import type { Filter } from './filter.ts'
import { namedArguments } from './named-arguments.ts'

/** Cuts a network into smaller ones, or finds where a network lies in a larger one. */
export const ipsubnetFilter: Filter = (input, args, { keywords }) => {
  const { query = '', index = null } = namedArguments(['query', 'index'], args, keywords)
  const found = asNetwork(text(input))
  if (!found) return false
  const network = networkOf(found)
  const asked = text(query)
  if (asked === '') return networkText(network)
  if (!/^\d+$/.test(asked)) return placeWithin(network, asked)
  const prefix = Number(asked)
  if (prefix > widthOf(network.version)) return false
  const nth = index === null ? undefined : integerArgument('index', index)
  return sizeOf(network) === 1n ? networkAround(network, prefix, nth) : part(network, prefix, nth)
}

/** The network that a text names; undefined when it names none. */
export function asNetwork(source: string): Network | undefined {
  const type = queryAddress(source, 'type')
  if (type === false) return undefined
  return readNetwork(text(queryAddress(source, type === 'address' ? 'cidr' : 'subnet')))
}

/** Of an address: the network of that size around it, or the nth of those between that one and the address. */
function networkAround(network: Network, prefix: number, nth = 0n): Value {
  const width = BigInt(widthOf(network.version))
  const count = widthOf(network.version) - prefix
  if (nth > width + 1n - nth || nth < BigInt(prefix) - width) return false
  const at = Number(nth) < 0 ? count + Number(nth) : Number(nth)
  if (at < 0 || at >= count) throw new TemplateError('list index out of range', { isBare: true })
  return networkText(networkOf({ ...network, prefix: prefix + at }))
}

/** Of a network: how many of that size there are in it, or the nth of them. */
function part(network: Network, prefix: number, nth: bigint | undefined): Value {
  const bits = prefix - network.prefix
  if (nth === undefined) {
    if (bits < 0) throw new TemplateError(`Requested subnet size of ${prefix} is invalid`)
    return String(2n ** BigInt(bits))
  }
  const count = bits < 0 ? 1n : 2n ** BigInt(bits)
  const at = nth < 0n && bits >= 0 ? nth + count : nth
  if (at < 0n || at >= count) return false
  const start = firstOf(network) + (at << BigInt(widthOf(network.version) - prefix))
  return `${addressText(addressOfNumber(start))}/${prefix}`
}

/** Which of the networks of its size within a larger one this one is, from 1. */
function placeWithin(network: Network, outer: string): Value {
  const around = asNetwork(outer)
  if (!around) throw new TemplateError(`You must pass a valid subnet or IP address; ${outer} is invalid`)
  const width = widthOf(network.version)
  const [own, other] = [networkText(network), networkText(networkOf(around))]
  const shift = BigInt(width - around.prefix)
  if (shift < 0n || network.value >> shift !== around.value >> shift) {
    throw new TemplateError(`${own} is not in the subnet ${other}`)
  }
  const bits = network.prefix - around.prefix
  if (bits < 0) throw new TemplateError("unsupported operand type(s) for <<: 'float' and 'int'")
  const below = BigInt(width - network.prefix)
  return String(((network.value >> below) & ((1n << BigInt(bits)) - 1n)) + 1n)
}
