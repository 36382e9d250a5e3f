import { queryAddress } from '../addresses/query-address.ts'
import { text } from '../python/text.ts'
import { isInteger, isList, TemplateError, truthy, type Value } from '../python/values.ts'
import type { Filter } from './filter.ts'
import { checkAddressType } from './ipaddr.ts'
import { namedArguments } from './named-arguments.ts'

/** Addresses of IPv6 in the brackets that an URL wants; anything else as it is. */
export const ipwrapFilter: Filter = (input, args, { keywords }) => {
  const { query = '' } = namedArguments(['query'], args, keywords)
  if (isInteger(input)) throw new TemplateError(`Unrecognized type <<class 'int'>> for ipwrap filter <value>`)
  checkAddressType(input, 'ipwrap')
  try {
    if (!isList(input)) {
      const found = queryAddress(input, text(query), { alias: 'ipwrap' })
      return truthy(found) ? queryAddress(found, 'wrap') : input
    }
    return input.map((member): Value => {
      const found = queryAddress(member, text(query), { alias: 'ipwrap' })
      return truthy(found) ? queryAddress(member, 'wrap') : member
    })
  } catch (error) {
    if (error instanceof TemplateError) return input
    throw error
  }
}
