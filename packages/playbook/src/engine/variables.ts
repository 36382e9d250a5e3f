import { randomUUID } from 'node:crypto'
import type { Play } from '../loader/play.ts'
import type { Dict, Value } from '../python/values.ts'

/** Arguments equal to this are left out (`default(omit)`). */
export const omitMarker = `__omit_place_holder__${randomUUID().replaceAll('-', '')}`

/**
 * The variables of one run. Later ones win: defaults of roles, what is known of the machine, variables of the play, of blocks
 * and the task, of included files, facts and registered results, extra variables, the loop's item, and Ansible's own names.
 */
export type Variables = {
  extra: Map<string, Value>
  /** registered results and what set_fact set */
  facts: Map<string, Value>
  /** facts whose text must stay text although it may look like a list or dict */
  nativeTexts: Set<string>
  /** from include_vars; texts in them may be templates unless they come from the configuration */
  included: Map<string, { value: Value; isTemplate: boolean }>
  /** of the play, its vars_files and its roles; texts in them are templates, but for those from the configuration */
  playVars: Map<Value, Found>
  hostFacts: Map<string, Value>
  /** of the roles that the play names */
  defaults: Dict
  magic: Map<string, Value>
}

export function createVariables(options: { extra: Map<string, Value>; playsDir: string; play: string }): Variables {
  const host = 'localhost'
  return {
    extra: options.extra,
    facts: new Map(),
    nativeTexts: new Set(),
    included: new Map(),
    playVars: new Map(),
    hostFacts: new Map(),
    defaults: new Map(),
    magic: new Map<string, Value>([
      ['inventory_hostname', host],
      ['inventory_hostname_short', host],
      ['group_names', ['ungrouped']],
      [
        'groups',
        new Map<Value, Value>([
          ['all', [host]],
          ['ungrouped', [host]],
        ]),
      ],
      ['ansible_play_name', options.play],
      ['ansible_play_hosts', [host]],
      ['ansible_play_hosts_all', [host]],
      ['ansible_play_batch', [host]],
      ['play_hosts', [host]],
      ['playbook_dir', options.playsDir],
      ['ansible_playbook_python', ''],
      ['ansible_check_mode', false],
      ['ansible_diff_mode', false],
      ['ansible_verbosity', 0],
      [
        'ansible_version',
        new Map<Value, Value>([
          ['full', '2.14.18'],
          ['string', '2.14.18'],
          ['major', 2],
          ['minor', 14],
          ['revision', 18],
        ]),
      ],
      ['omit', omitMarker],
    ]),
  }
}

/** What a task sees: the run's variables, those of its blocks and its own, those of its roles, and those of a loop. */
export type TaskScope = {
  variables: Variables
  taskVars: Dict[]
  defaults: Dict[]
  loopVars: Map<string, Value>
  /** folders in which its files are looked for, the nearest first */
  searchPath: string[]
}

export type Found = { value: Value; isTemplate: boolean }

/** A variable as it stands, and whether its texts are still templates. Nearer blocks come last in `taskVars`. */
export function findVariable({ variables, taskVars, defaults, loopVars }: TaskScope, name: string): Found | undefined {
  for (const data of [variables.magic, loopVars, variables.extra, variables.facts]) {
    const value = data.get(name)
    if (value !== undefined) return { value, isTemplate: false }
  }
  const included = variables.included.get(name) ?? last(taskVars, name) ?? variables.playVars.get(name)
  if (included) return included
  const known = variables.hostFacts.get(name)
  if (known !== undefined) return { value: known, isTemplate: false }
  return last(defaults, name) ?? last([variables.defaults], name)
}

function last(dicts: Dict[], name: string): Found | undefined {
  for (let index = dicts.length - 1; index >= 0; index--) {
    const value = dicts[index]?.get(name)
    if (value !== undefined) return { value, isTemplate: true }
  }
  return undefined
}

/** Makes a play the one whose variables its tasks see; `files` are those of its vars_files, later ones winning. */
export function enterPlay(
  variables: Variables,
  play: Play,
  files: { variables: Dict; isTemplate: boolean }[] = [],
): void {
  const parts = [{ variables: play.vars, isTemplate: true }, ...files, { variables: play.roleVars, isTemplate: true }]
  variables.playVars = new Map(
    parts.flatMap((part) => [...part.variables].map(([name, value]) => [name, { value, isTemplate: part.isTemplate }])),
  )
  variables.defaults = play.defaults
  variables.magic.set('ansible_play_name', play.name)
}

/** The names of all variables that a task sees. */
export function variableNames({ variables, taskVars, loopVars }: TaskScope): string[] {
  const { magic, extra, facts, included, playVars } = variables
  const all = [magic, loopVars, extra, facts, included, ...taskVars, playVars]
  return [...new Set(all.flatMap((data) => [...data.keys()].map(String)))]
}
