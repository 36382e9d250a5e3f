import { allSteps } from '../engine/step-templates.ts'
import { createVariables } from '../engine/variables.ts'
import { globals } from '../jinja/globals.ts'
import type { Play, Step } from '../loader/play.ts'
import { text } from '../python/text.ts'
import { isDict } from '../python/values.ts'

const always = [
  'item',
  'vars',
  'hostvars',
  'groups',
  'ansible_failed_task',
  'ansible_failed_result',
  'ansible_loop',
  'ansible_loop_var',
  'ansible_index_var',
  'ansible_run_tags',
  'ansible_skip_tags',
  'ansible_facts',
  'role_name',
  'role_path',
]
const none = { variable: () => undefined, lookup: () => [], now: () => new Date(0) }

/** The names that a play sets itself somewhere, whichever way it goes. */
export function namesGiven(plays: Play[], steps: Step[]): Set<string> {
  const magic = createVariables({ extra: new Map(), playsDir: '', play: '' }).magic
  const given = new Set<string>([...always, ...magic.keys()])
  const add = (names: Iterable<unknown>) => {
    for (const name of names) given.add(String(name))
  }
  for (const play of plays) {
    add(play.vars.keys())
    add(play.roleVars.keys())
    add(play.defaults.keys())
  }
  for (const step of allSteps(steps)) {
    add(step.vars.keys())
    if (step.kind === 'block') {
      if (step.role) add(step.role.defaults.keys())
      continue
    }
    if (step.register !== undefined) given.add(step.register)
    for (const control of ['loop_var', 'index_var']) {
      const name = step.loopControl.get(control) ?? null
      if (name !== null) given.add(text(name))
    }
    if (step.module === 'set_fact') add(step.args.keys())
    if (step.module === 'include_vars') add([text(step.args.get('name') ?? '')])
    const apply = step.args.get('apply') ?? null
    const applied = isDict(apply) ? (apply.get('vars') ?? null) : null
    if (isDict(applied)) add(applied.keys())
  }
  return given
}

export const isGlobal = (name: string): boolean => globals(name, none) !== undefined || /^ansible_/.test(name)
