import { readFileSync } from 'node:fs'
import type { Surroundings } from '../jinja/scope.ts'
import { findFile } from '../lookups/find-file.ts'
import { lookups } from '../lookups/index.ts'
import { type Dict, isDict, TemplateError, type Value } from '../python/values.ts'
import { createTemplar, type Templar } from './templar.ts'
import { findVariable, type TaskScope, variableNames } from './variables.ts'

const deepest = 50

/** The templates of one task: variables are looked up in its scope and rendered when they are used. */
export function taskTemplar(
  scope: TaskScope,
  options: { now: () => Date; nativeTypes: boolean; searchPath: string[] },
): Templar {
  let depth = 0
  let hostvars: Dict | undefined
  const rendered = (name: string): Value | undefined => {
    const found = findVariable(scope, name)
    if (!found?.isTemplate) return found?.value
    if (++depth > deepest) throw new TemplateError(`recursive loop detected in template string: ${name}`)
    try {
      return templar.render(found.value)
    } finally {
      depth--
    }
  }
  const surroundings: Surroundings = {
    now: options.now,
    load: (name) => {
      const path = findFile(name, options.searchPath, 'templates')
      return path === undefined ? undefined : readFileSync(path, 'utf8')
    },
    variable: (name) => {
      if (name === 'hostvars') {
        hostvars ??= hostVariables(scope, rendered)
        return hostvars
      }
      return name === 'vars' ? allVariables(scope, rendered) : rendered(name)
    },
    lookup: (name, terms, keywords) => {
      const plugin = lookups[name.replace(/^ansible\.builtin\./, '')]
      if (!plugin) throw new TemplateError(`lookup plugin (${name}) not found`)
      const { now, searchPath } = options
      return plugin(terms, {
        keywords,
        now,
        variable: rendered,
        names: () => variableNames(scope),
        searchPath,
        templar,
      })
    },
  }
  const templar = createTemplar({
    surroundings,
    raw: (name) => findVariable(scope, name)?.value,
    isNativeText: (name) =>
      scope.variables.nativeTexts.has(name) && scope.variables.facts.has(name) && !scope.variables.extra.has(name),
    nativeTypes: options.nativeTypes,
  })
  return templar
}

/** `hostvars`: what belongs to the host, which the variables of plays, blocks and tasks do not. */
function hostVariables(scope: TaskScope, rendered: (name: string) => Value | undefined): Dict {
  const { included, facts, extra, magic, hostFacts } = scope.variables
  const own: Dict = new Map(hostFacts)
  for (const name of included.keys()) own.set(name, rendered(name) ?? null)
  for (const [name, value] of [...facts, ...extra, ...magic]) own.set(name, value)
  return new Map([['localhost', own]])
}

/** `vars`: everything that the task sees, as it stands. */
function allVariables(scope: TaskScope, rendered: (name: string) => Value | undefined): Dict {
  const all: Dict = new Map()
  for (const part of [scope.variables.defaults, ...scope.defaults])
    for (const [name, value] of part) all.set(name, value)
  for (const [name, { value }] of scope.variables.playVars) all.set(name, value)
  for (const part of scope.taskVars) for (const [name, value] of part) all.set(name, value)
  const host = hostVariables(scope, rendered).get('localhost') ?? null
  if (isDict(host)) for (const [name, value] of host) all.set(name, value)
  for (const [name, value] of scope.loopVars) all.set(name, value)
  return all
}
