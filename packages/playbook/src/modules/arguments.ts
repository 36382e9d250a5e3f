import { text } from '../python/text.ts'
import { type Dict, isList, type Value } from '../python/values.ts'

/** An argument as text; undefined when it is missing or null. */
export function textArgument(args: Dict, ...names: string[]): string | undefined {
  for (const name of names) {
    const value = args.get(name) ?? null
    if (value !== null) return text(value)
  }
  return undefined
}

/** `yes`, `true`, `on`, `1` in any form; `otherwise` when the argument is missing. */
export function booleanArgument(args: Dict, name: string, otherwise: boolean): boolean {
  const value = args.get(name) ?? null
  if (value === null) return otherwise
  return ['y', 'yes', 'on', '1', 'true', 't', '1.0'].includes(text(value).toLowerCase())
}

/** A list, also when it is written as one value or as a comma-separated text. */
export function listArgument(args: Dict, name: string): Value[] {
  const value = args.get(name) ?? null
  if (value === null) return []
  if (isList(value)) return [...value]
  return typeof value === 'string' ? value.split(',').map((part) => part.trim()) : [value]
}

/** Names that the module does not know, as the message of a failed task; undefined when there are none. */
export function unknownArguments(args: Dict, known: string[], module: string): string | undefined {
  const unknown = [...args.keys()].map(text).filter((name) => !known.includes(name))
  if (unknown.length === 0) return undefined
  return `Unsupported parameters for (${module}) module: ${unknown.sort().join(', ')}. Supported parameters include: ${[...known].sort().join(', ')}.`
}
