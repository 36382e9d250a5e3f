import { mergedNetworks, spanningNetwork } from '../addresses/merge-networks.ts'
import { networkText, readNetwork } from '../addresses/network.ts'
import { text } from '../python/text.ts'
import { TemplateError } from '../python/values.ts'
import { textsArgument } from './checked-argument.ts'
import type { Filter } from './filter.ts'
import { namedArguments } from './named-arguments.ts'

/** `merge`: the fewest networks that hold the same addresses. `span`: the smallest one that holds them all. */
export const cidrMergeFilter: Filter = (input, args, { keywords }) => {
  const { action = 'merge' } = namedArguments(['action'], args, keywords)
  const wanted = text(action)
  const sources = textsArgument(input)
  if (wanted !== 'merge' && wanted !== 'span') throw new TemplateError(`cidr_merge: invalid action '${wanted}'`)
  const networks = sources.map((source) => {
    const network = readNetwork(source)
    if (!network) throw new TemplateError(`cidr_merge: error in netaddr:\ninvalid IPNetwork ${source}`)
    return network
  })
  if (wanted === 'merge') return mergedNetworks(networks).map(networkText)
  if (networks.length < 2) return networks[0] ? networkText(networks[0]) : null
  const network = spanningNetwork(networks)
  if (network) return networkText(network)
  throw new TemplateError('cidr_merge: error in netaddr:\nIP sequence cannot contain both IPv4 and IPv6!')
}
