import { text } from '../python/text.ts'
import { defined, isInteger, isList, TemplateError, typeName, type Value } from '../python/values.ts'

/** An argument that a filter's own description calls a number: one, or a text that shows one. */
export function integerArgument(name: string, value: Value): bigint {
  const it = defined(value)
  if (typeof it === 'boolean') return BigInt(it)
  if (isInteger(it)) return BigInt(it)
  if (typeof it === 'string' && /^\s*[+-]?\d+\s*$/.test(it)) return BigInt(it.trim().replace(/^\+/, ''))
  const type = `<class '${typeName(it)}'>`
  throw new TemplateError(
    `argument '${name}' is of type ${type} and we were unable to convert to int: ${type} cannot be converted to an int`,
  )
}

/** An argument that is described as a list of texts; one text is divided at its commas. */
export function textsArgument(value: Value): string[] {
  const it = defined(value)
  if (isList(it)) return it.map(text)
  return typeof it === 'string' ? it.split(',') : [text(it)]
}
