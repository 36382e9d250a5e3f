import { addressText, readInteger } from '../addresses/address-text.ts'
import { sizeOf } from '../addresses/network.ts'
import { nthAddress } from '../addresses/query-address.ts'
import { text } from '../python/text.ts'
import { TemplateError } from '../python/values.ts'
import type { Filter } from './filter.ts'
import { asNetwork } from './ipsubnet.ts'
import { namedArguments } from './named-arguments.ts'

/** The nth address of a network, counted from its end when negative; false when there is none. */
export const nthhostFilter: Filter = (input, args, { keywords }) => {
  const { query = '' } = namedArguments(['query'], args, keywords)
  const network = asNetwork(text(input))
  const number = readInteger(text(query))
  if (!network || number === undefined || number >= sizeOf(network)) return false
  const value = nthAddress(network, number)
  if (value === undefined) throw new TemplateError('index out range for address range size!', { isBare: true })
  return addressText({ version: network.version, value })
}
