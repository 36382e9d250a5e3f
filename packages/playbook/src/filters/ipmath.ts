import { addressText, largest, readAddress } from '../addresses/address-text.ts'
import { readNetwork } from '../addresses/network.ts'
import { text } from '../python/text.ts'
import { TemplateError } from '../python/values.ts'
import { integerArgument } from './checked-argument.ts'
import type { Filter } from './filter.ts'
import { namedArguments } from './named-arguments.ts'

/** The address that comes so many after (or, negative, before) another. */
export const ipmathFilter: Filter = (input, args, { keywords }) => {
  const { amount = null } = namedArguments(['amount'], args, keywords)
  const steps = integerArgument('amount', amount)
  const source = text(input)
  const address = source.includes('/') ? readNetwork(source) : readAddress(source)
  if (!address) throw new TemplateError(`You must pass a valid IP address; ${source} is invalid`)
  const value = address.value + steps
  if (value < 0n || value > largest(address.version)) {
    throw new TemplateError('result outside valid IP address boundary!', { isBare: true })
  }
  return addressText({ version: address.version, value })
}
