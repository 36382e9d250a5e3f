import { modules } from '../modules/index.ts'
import { PlaybookError } from '../playbook-error.ts'
import { type Dict, isDict, isList, type Value } from '../python/values.ts'
import type { Parsed } from './parse-yaml.ts'
import type { Inheritance } from './play.ts'

/** A file being read: where its values stand, and what was found that is not known here. */
export type Reading = { parsed: Parsed; file: string; unsupported: string[] }

/** What an entry hands down: its conditions, variables and whether errors count. */
export function inheritance(entry: Dict, reading: Reading): Inheritance {
  return { when: asList(entry.get('when')), vars: variables(entry, reading), ignoreErrors: entry.get('ignore_errors') }
}

/** A keyword that may be one value or a list of them. */
export const asList = (value: Value | undefined): Value[] =>
  value === undefined ? [] : isList(value) ? value : [value]

/** The `vars` of an entry. */
export function variables(entry: Dict, reading: Reading): Dict {
  const vars = entry.get('vars') ?? null
  if (vars === null) return new Map()
  if (isDict(vars)) return vars
  if (isList(vars) && vars.every(isDict)) return new Map(vars.flatMap((part) => [...(part as Dict)]))
  throw syntax("'vars' must be a mapping", reading, entry)
}

export function syntax(message: string, reading: Reading, at: Value): PlaybookError {
  return new PlaybookError('syntax', { message, file: reading.file, line: reading.parsed.at(at).line })
}

export const isKnownModule = (name: string): boolean => name === 'include_tasks' || Object.hasOwn(modules, name)
