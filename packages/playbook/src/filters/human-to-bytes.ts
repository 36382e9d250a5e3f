import { text } from '../python/text.ts'
import { defined, integer, TemplateError, truthy } from '../python/values.ts'
import type { Filter } from './filter.ts'
import { namedArguments } from './named-arguments.ts'
import { sizeRanges } from './size-ranges.ts'

/** The bytes, or bits, that "10 MB" stands for. */
export const humanToBytesFilter: Filter = (input, args, { keywords }) => {
  const { default_unit: otherwise = null, isbits = false } = namedArguments(['default_unit', 'isbits'], args, keywords)
  const size = text(defined(input))
  const fail = (): never => {
    throw new TemplateError(`human_to_bytes() can't interpret following string: ${size}`)
  }
  const match = /^\s*(\d*\.?\d*)\s*([A-Za-z]+)?/.exec(size)
  const number = Number.parseFloat(match?.[1] ?? '')
  if (Number.isNaN(number)) return fail()
  const unit = match?.[2] ?? (otherwise === null ? undefined : text(otherwise))
  if (unit === undefined) return integer(roundHalfEven(number))
  const factor = sizeRanges.find(([letter]) => letter === unit[0]?.toUpperCase())?.[1]
  if (factor === undefined) return fail()
  const [letter, name] = truthy(isbits) ? ['b', 'bit'] : ['B', 'byte']
  const known = unit.length === 1 || unit.toLowerCase().includes(name) || unit[1] === letter
  return known ? integer(roundHalfEven(number * factor)) : fail()
}

const roundHalfEven = (value: number): bigint => {
  const low = Math.floor(value)
  const rest = value - low
  return BigInt(rest > 0.5 || (rest === 0.5 && low % 2 !== 0) ? low + 1 : low)
}
