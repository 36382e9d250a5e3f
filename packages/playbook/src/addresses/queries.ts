import { integer, TemplateError, type Value } from '../python/values.ts'
import { isLinkLocal, isLoopback, isMulticast, isPrivate, isPublic, usable } from './address-kinds.ts'
import { addressOfNumber, addressText, largest, reverseName, widthOf } from './address-text.ts'
import { convertedTo4, convertedTo6, inSixToFour } from './convert-version.ts'
import { firstOf, hostMask, lastOf, type Network, networkOf, networkText, sizeOf } from './network.ts'

/** `given` is the text that was asked about, `isNetwork` whether it was written with a prefix. */
type Query = (network: Network, about: { given: string; isNetwork: boolean }) => Value

const numbered = (value: bigint): string => addressText(addressOfNumber(value))
const ip = (network: Network): string => addressText(network)
const first = (network: Network): string => addressText({ ...network, value: firstOf(network) })
const netmask = (network: Network): string =>
  addressText({ ...network, value: largest(network.version) ^ hostMask(network) })
const hostmask = (network: Network): string => addressText({ ...network, value: hostMask(network) })
const isFirst = (network: Network): boolean => network.value === firstOf(network)
/** networks of one or two addresses of IPv4 have none */
const hasBroadcast = ({ version, prefix }: Network): boolean => version === 6 || prefix < 31
const isHost = (network: Network): boolean => !isFirst(network) || !hasBroadcast(network)

const mustBeNetwork =
  (query: Query): Query =>
  (network, about) => {
    if (!about.isNetwork) throw new TemplateError('Not a network address')
    return query(network, about)
  }

const givenIf =
  (test: (network: Network) => boolean): Query =>
  (network, { given }) =>
    test(network) ? given : null

const address: Query = (network) =>
  sizeOf(network) === 1n || isHost(network) || network.version === 6 ? ip(network) : null

const addressWithPrefix: Query = (network) => {
  const isEdge = network.value === firstOf(network) || network.value === lastOf(network)
  return sizeOf(network) > 2n && isEdge ? false : networkText(network)
}

const neighbour = (step: bigint): Query =>
  mustBeNetwork((network) => {
    const range = usable(network)
    const next = network.value + step
    if (!range) return null
    const shown = numbered(next)
    return next >= range.first && next <= range.last ? shown : null
  })

const peer = mustBeNetwork((network) => {
  const size = sizeOf(network)
  if (size === 2n) return numbered(network.value ^ 1n)
  if (size !== 4n) throw new TemplateError('Not a point-to-point network')
  if (network.value % 4n === 0n) throw new TemplateError('Network address of /30 has no peer')
  if (network.value % 4n === 3n) throw new TemplateError('Broadcast address of /30 has no peer')
  return numbered(network.value ^ 3n)
})

const withMask =
  (mask: (network: Network) => string): Query =>
  (network) =>
    sizeOf(network) === 2n || !isFirst(network) ? `${ip(network)} ${mask(network)}` : null

const subnet: Query = (network) => networkText(networkOf(network))
const ipv4: Query = (network, { given }) =>
  network.version === 4 ? given : ((found) => (found ? networkText(found) : false))(convertedTo4(network))
const ipv6: Query = (network, { given }) => (network.version === 6 ? given : networkText(convertedTo6(network)))
const networkAddress: Query = (network) => first(network)

/** What `ipaddr` can be asked for, by name. */
export const queries: Record<string, Query> = Object.assign(Object.create(null) as Record<string, Query>, {
  '': (network, { isNetwork }) => (isNetwork ? networkText(network) : ip(network)),
  '6to4': inSixToFour,
  address,
  'address/prefix': addressWithPrefix,
  bool: () => true,
  broadcast: (network) => (sizeOf(network) > 2n ? addressText({ ...network, value: lastOf(network) }) : null),
  cidr: networkText,
  first_usable: mustBeNetwork((network) => {
    const range = usable(network)
    return range ? numbered(range.first) : null
  }),
  gateway: addressWithPrefix,
  gw: addressWithPrefix,
  host: (network) => (sizeOf(network) === 1n || isHost(network) ? networkText(network) : null),
  'host/prefix': addressWithPrefix,
  hostmask,
  hostnet: addressWithPrefix,
  int: (network, { isNetwork }) => (isNetwork ? `${network.value}/${network.prefix}` : integer(network.value)),
  ip: address,
  'ip/prefix': (network) => (sizeOf(network) === 2n || !isFirst(network) ? networkText(network) : null),
  ip_netmask: withMask(netmask),
  ipv4,
  ipv6,
  last_usable: mustBeNetwork((network) => {
    const range = usable(network)
    return range ? numbered(range.last) : null
  }),
  'link-local': givenIf((network) => isLinkLocal({ ...network, prefix: widthOf(network.version) })),
  lo: givenIf((network) => isLoopback({ ...network, prefix: widthOf(network.version) })),
  loopback: givenIf((network) => isLoopback({ ...network, prefix: widthOf(network.version) })),
  multicast: givenIf(isMulticast),
  net: (network) => (sizeOf(network) > 1n && isFirst(network) ? networkText(network) : null),
  netmask,
  network: networkAddress,
  network_id: networkAddress,
  'network/prefix': subnet,
  network_netmask: (network) => `${first(network)} ${netmask(network)}`,
  network_wildcard: (network) => `${first(network)} ${hostmask(network)}`,
  next_usable: neighbour(1n),
  peer,
  prefix: ({ prefix }) => prefix,
  previous_usable: neighbour(-1n),
  private: givenIf(isPrivate),
  public: givenIf(isPublic),
  range_usable: mustBeNetwork((network) => {
    const range = usable(network)
    return range ? `${numbered(range.first)}-${numbered(range.last)}` : null
  }),
  revdns: reverseName,
  router: addressWithPrefix,
  size: (network) => integer(sizeOf(network)),
  size_usable: (network) => {
    const size = sizeOf(network)
    return integer(size === 1n ? 0n : size === 2n ? 2n : size - 2n)
  },
  subnet,
  type: (network) => (sizeOf(network) === 1n || !isFirst(network) ? 'address' : 'network'),
  unicast: givenIf((network) => !isMulticast(network)),
  v4: ipv4,
  v6: ipv6,
  version: ({ version }) => version,
  wildcard: hostmask,
  wrap: (network, { given, isNetwork }) =>
    network.version === 4 ? given : `[${ip(network)}]${isNetwork ? `/${network.prefix}` : ''}`,
} satisfies Record<string, Query>)
