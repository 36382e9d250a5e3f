import { toFloat } from '../python/arithmetic.ts'
import { fixed } from '../python/fixed.ts'
import { text } from '../python/text.ts'
import { defined, isNumber, TemplateError, truthy } from '../python/values.ts'
import type { Filter } from './filter.ts'
import { namedArguments } from './named-arguments.ts'

const letters = ['k', 'M', 'G', 'T', 'P', 'E', 'Z', 'Y']

/** A size as people read it: 13 kB, 4.1 MB; with `binary` in steps of 1024. */
export const filesizeformatFilter: Filter = (input, args, { keywords }) => {
  const binary = truthy(namedArguments(['binary'], args, keywords).binary ?? false)
  const value = defined(input)
  const bytes = isNumber(value) ? toFloat(value) : Number(text(value))
  if (Number.isNaN(bytes)) throw new TemplateError(`could not convert string to float: '${text(value)}'`)
  if (bytes === 1) return '1 Byte'
  const base = binary ? 1024 : 1000
  if (bytes < base) return `${fixed(bytes, 0).replace(/\..*/, '')} Bytes`
  const unit = (letter: string) => (binary ? `${letter === 'k' ? 'K' : letter}iB` : `${letter}B`)
  const at = letters.findIndex((_letter, index) => bytes < base ** (index + 2))
  const index = at < 0 ? letters.length - 1 : at
  return `${fixed((base * bytes) / base ** (index + 2), 1)} ${unit(letters[index] ?? 'Y')}`
}
