import { text } from '../python/text.ts'
import { defined, isList, TemplateError, truthy, type Value } from '../python/values.ts'
import { addressText, largest, readInteger, type Version, widthOf } from './address-text.ts'
import { firstOf, lastOf, lies, type Network, networkText, readNetwork, sizeOf } from './network.ts'
import { queries } from './queries.ts'

type Asked = { version?: Value; alias?: string }
type Read = { network: Network; given: string; isNetwork: boolean }

/**
 * `ipaddr` of ansible.utils: what `query` asks of an address or network, false or None when it is none or has none; of a list,
 * what its members give. Throws for a query that is not known.
 */
export function queryAddress(value: Value, query = '', { version = false, alias = 'ipaddr' }: Asked = {}): Value {
  if (isList(value)) return value.map((member) => queryAddress(member, query, { version })).filter(truthy)
  const found = read(value, version)
  if (!found) return false
  const { network, given, isNetwork } = found
  const about = { given, isNetwork }
  const known = queries[query]
  const outer = known || query === '' || /^\d+$/.test(query) ? undefined : readNetwork(query)
  if (truthy(version) && Number(text(version)) !== network.version) return false
  if (known) return known(network, about)
  if (outer) return lies(network, outer) ? given : null
  if (!isFloatText(query)) throw new TemplateError(`${alias}: unknown filter type: ${query}`)
  if (sizeOf(network) === 1n) return isNetwork ? networkText(network) : addressText(network)
  return numberedAddress(network, query) ?? false
}

/** The address of that number in its network, counted from the end when it is negative, with the prefix. */
function numberedAddress(network: Network, number: string): string | undefined {
  const value = nthAddress(network, readInteger(number))
  return value === undefined ? undefined : networkText({ ...network, value })
}

/** The nth address of a network; negative numbers count from its end. */
export function nthAddress(network: Network, number: bigint | undefined): bigint | undefined {
  if (number === undefined || number >= sizeOf(network) || number < -sizeOf(network)) return undefined
  return number < 0n ? lastOf(network) + number + 1n : firstOf(network) + number
}

const isFloatText = (source: string): boolean =>
  /^\s*[+-]?(?:(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?|inf(?:inity)?|nan)\s*$/i.test(source)

function read(value: Value, version: Value): Read | undefined {
  const it = defined(value)
  if (it === true || !truthy(it)) return undefined
  const source = text(it)
  if (/^\d+$/.test(source)) {
    const network = ofNumber(BigInt(source), { isOfSix: version === 6 })
    return network && { network, given: networkText(network), isNetwork: false }
  }
  if (typeof it !== 'string') return undefined
  const isNetwork = it.split('/').length === 2
  const network = readNetwork(it)
  if (network) return { network, given: it, isNetwork }
  const numeric = isNetwork ? ofNumberAndPrefix(it) : undefined
  return numeric && { network: numeric, given: networkText(numeric), isNetwork: true }
}

function ofNumber(value: bigint, { isOfSix }: { isOfSix: boolean }): Network | undefined {
  if (value > largest(6)) return undefined
  const version: Version = isOfSix || value > largest(4) ? 6 : 4
  return { version, value, prefix: widthOf(version) }
}

/** `3232235776/24`: a network whose address is a number. */
function ofNumberAndPrefix(source: string): Network | undefined {
  const [value, prefix] = source.split('/').map(readInteger)
  if (value === undefined || prefix === undefined || value < 0n || prefix < 0n) return undefined
  for (const version of [4, 6] as const) {
    if (value <= largest(version) && prefix <= BigInt(widthOf(version)))
      return { version, value, prefix: Number(prefix) }
  }
  return undefined
}
