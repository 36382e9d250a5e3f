import { type HardwareAddress, hardwareAddressText, readHardwareAddress } from '../addresses/hardware-address.ts'
import { text } from '../python/text.ts'
import { integer, TemplateError, type Value } from '../python/values.ts'
import type { Filter } from './filter.ts'
import { namedArguments } from './named-arguments.ts'

function asked(source: string, query: string, alias: string): Value {
  const address = readHardwareAddress(source)
  if (query === '') return address ? source : null
  if (query === 'bool') return address ? true : null
  if (!address) throw new TemplateError(`${alias}: not a hardware address: ${source}`)
  return query === 'int' ? integer(address.value) : written(address, query, alias)
}

function written(address: HardwareAddress, style: string, alias: string): string {
  const shown = hardwareAddressText(address, style)
  if (shown === undefined) throw new TemplateError(`${alias}: unknown filter type: ${style}`)
  return shown
}

/** A MAC address as it was given, or in another style; None when it is none. */
export const hwaddrFilter: Filter = (input, args, { keywords }) => {
  const { query = '', alias = 'hwaddr' } = namedArguments(['query', 'alias'], args, keywords)
  return asked(text(input), text(query), text(alias))
}

/** The same under its other name. */
export const macaddrFilter: Filter = (input, args, { keywords }) => {
  const { query = '' } = namedArguments(['query'], args, keywords)
  return asked(text(input), text(query), 'macaddr')
}
