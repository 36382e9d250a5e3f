import { usable } from '../addresses/address-kinds.ts'
import { addressOfNumber, addressText } from '../addresses/address-text.ts'
import { text } from '../python/text.ts'
import { integerArgument } from './checked-argument.ts'
import type { Filter } from './filter.ts'
import { asNetwork } from './ipsubnet.ts'
import { namedArguments } from './named-arguments.ts'

const moved =
  (direction: 1n | -1n): Filter =>
  (input, args, { keywords }) => {
    const { offset = null } = namedArguments(['offset'], args, keywords)
    const steps = integerArgument('offset', offset)
    const network = asNetwork(text(input))
    if (!network) return false
    const range = usable(network)
    if (!range) return null
    const found = addressOfNumber(network.value + direction * steps)
    return found.value >= range.first && found.value <= range.last ? addressText(found) : null
  }

/** The address so many after this one that a host of its network may have; None when there is none. */
export const nextNthUsableFilter = moved(1n)
/** The address so many before this one that a host of its network may have; None when there is none. */
export const previousNthUsableFilter = moved(-1n)
