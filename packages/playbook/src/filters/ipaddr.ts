import { queryAddress } from '../addresses/query-address.ts'
import { text } from '../python/text.ts'
import { defined, isInteger, isList, TemplateError, Tuple, typeName, type Value } from '../python/values.ts'
import type { Filter } from './filter.ts'
import { namedArguments } from './named-arguments.ts'

/** Refuses what is no text, list or number, as ansible.utils does. */
export function checkAddressType(value: Value, filter: string) {
  const it = defined(value)
  const isKnown = typeof it === 'string' || typeof it === 'boolean' || isInteger(it) || isList(it)
  if (isKnown && !(it instanceof Tuple)) return
  throw new TemplateError(`Unrecognized type <<class '${typeName(it)}'>> for ${filter} filter <value>`)
}

/** What is asked of an address or network: see `queryAddress`. */
export const ipaddrFilter: Filter = (input, args, { keywords }) => {
  const {
    query = '',
    version = false,
    alias = 'ipaddr',
  } = namedArguments(['query', 'version', 'alias'], args, keywords)
  checkAddressType(input, 'ipaddr')
  return queryAddress(input, text(query), { version, alias: text(alias) })
}

const ofVersion =
  (version: 4 | 6): Filter =>
  (input, args, { keywords }) => {
    const alias = `ipv${version}`
    const { query = '' } = namedArguments(['query'], args, keywords)
    checkAddressType(input, alias)
    return queryAddress(input, text(query), { version, alias })
  }

/** The same of addresses of IPv4 alone; false for others. */
export const ipv4Filter = ofVersion(4)
/** The same of addresses of IPv6 alone; false for others. */
export const ipv6Filter = ofVersion(6)
