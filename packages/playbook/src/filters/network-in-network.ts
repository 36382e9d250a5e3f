import { queryAddress } from '../addresses/query-address.ts'
import { text } from '../python/text.ts'
import { truthy, type Value } from '../python/values.ts'
import { textsArgument } from './checked-argument.ts'
import type { Filter } from './filter.ts'
import { namedArguments } from './named-arguments.ts'

type Range = { first: bigint; last: bigint }

const normalised = (source: string): Value =>
  queryAddress(source, 'type') === false ? false : queryAddress(source, 'subnet')

/** The number of what one query gives, or of the address where it gives nothing; what is no address counts as 0. */
function numberOf(network: Value, query: string): bigint {
  const found = queryAddress(network, query)
  const number = queryAddress(truthy(found) ? found : queryAddress(network, 'address'), 'int')
  return number === false || number === null ? 0n : BigInt(text(number))
}

function rangeOf(source: string, [first, last]: [string, string] = ['network', 'broadcast']): Range {
  const network = normalised(source)
  return { first: numberOf(network, first), last: numberOf(network, last) }
}

const holds = (outer: Range, inner: Range): boolean =>
  [inner.first, inner.last].every((value) => value >= outer.first && value <= outer.last)

/** Whether another address or network lies in this one, its first and last address included. */
export const networkInNetworkFilter: Filter = (input, args, { keywords }) => {
  const { test = '' } = namedArguments(['test'], args, keywords)
  return holds(rangeOf(text(input)), rangeOf(text(test)))
}

/** Whether hosts of this network may have another address, or all those of another network. */
export const networkInUsableFilter: Filter = (input, args, { keywords }) => {
  const { test = '' } = namedArguments(['test'], args, keywords)
  return holds(rangeOf(text(input), ['first_usable', 'last_usable']), rangeOf(text(test)))
}

/** Those of a list of addresses that lie in a network. */
export const reduceOnNetworkFilter: Filter = (input, args, { keywords }) => {
  const { network = '' } = namedArguments(['network'], args, keywords)
  const outer = rangeOf(text(network))
  return textsArgument(input).filter((address) => holds(outer, rangeOf(address)))
}
