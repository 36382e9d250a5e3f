import { modules } from '../modules/index.ts'
import { PlaybookError } from '../playbook-error.ts'
import { text } from '../python/text.ts'
import { type Dict, isDict, isList, type Value } from '../python/values.ts'
import { isThisMachine } from './keywords.ts'
import { engineActions, moduleName } from './module-name.ts'
import type { Parsed } from './parse-yaml.ts'
import type { Inheritance } from './play.ts'

/** A file being read: where its values stand, and what was found that is not known here. */
export type Reading = { parsed: Parsed; file: string; unsupported: string[] }

/** What an entry hands down: its conditions, variables, tags and so on. */
export function inheritance(entry: Dict, reading: Reading): Inheritance {
  if (!isThisMachine(entry.get('delegate_to'))) reading.unsupported.push('keyword delegate_to')
  const environment = entry.get('environment') ?? null
  return {
    when: asList(entry.get('when')),
    vars: variables(entry, reading),
    ignoreErrors: entry.get('ignore_errors'),
    tags: tagList(entry.get('tags')),
    environment: environment === null ? [] : asList(environment),
    noLog: entry.get('no_log'),
    checkMode: entry.get('check_mode'),
    moduleDefaults: moduleDefaults(entry, reading),
    timeout: entry.get('timeout'),
  }
}

/** A keyword that may be one value or a list of them. */
export const asList = (value: Value | undefined): Value[] =>
  value === undefined ? [] : isList(value) ? value : [value]

/** Tags may be a list, or names with commas between them. */
export const tagList = (value: Value | undefined): Value[] =>
  asList(value ?? undefined)
    .filter((tag) => tag !== null)
    .flatMap((tag) =>
      typeof tag === 'string' && !tag.includes('{') ? tag.split(',').map((name) => name.trim()) : [tag],
    )

/** The `vars` of an entry. */
export function variables(entry: Dict, reading: Reading): Dict {
  const vars = entry.get('vars') ?? null
  if (vars === null) return new Map()
  if (isDict(vars)) return vars
  if (isList(vars) && vars.every(isDict)) return new Map(vars.flatMap((part) => [...(part as Dict)]))
  throw syntax("'vars' must be a mapping", reading, entry)
}

function moduleDefaults(entry: Dict, reading: Reading): Dict | undefined {
  const given = entry.get('module_defaults') ?? null
  if (given === null) return undefined
  const parts = isList(given) ? given : [given]
  const defaults: Dict = new Map()
  for (const part of parts) {
    if (!isDict(part)) throw syntax("'module_defaults' must be a mapping", reading, entry)
    for (const [name, args] of part) {
      const module = text(name)
      if (module.startsWith('group/')) reading.unsupported.push(`keyword module_defaults of ${module}`)
      defaults.set(moduleName(module), args)
    }
  }
  return defaults
}

export function syntax(message: string, reading: Reading, at: Value): PlaybookError {
  return new PlaybookError('syntax', { message, file: reading.file, line: reading.parsed.at(at).line })
}

export const isKnownModule = (name: string): boolean => engineActions.has(name) || Object.hasOwn(modules, name)
