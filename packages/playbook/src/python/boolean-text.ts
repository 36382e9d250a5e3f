import { toFloat } from './arithmetic.ts'
import { isNumber, truthy, type Value } from './values.ts'

const yes = new Set(['y', 'yes', 'on', '1', 'true', 't', '1.0'])
const no = new Set(['n', 'no', 'off', '0', 'false', 'f', '0.0'])

/** The truth of a value, after texts such as "no" were read when that is asked for. */
export function truthOf(value: Value, convert: Value): boolean {
  if (!truthy(convert)) return truthy(value)
  if (typeof value === 'string') {
    const word = value.toLowerCase().trim()
    return yes.has(word) || (!no.has(word) && truthy(value))
  }
  return isNumber(value) ? toFloat(value) !== 0 : truthy(value)
}
