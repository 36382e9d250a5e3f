import type { Play } from '../loader/play.ts'
import { PlaybookError } from '../playbook-error.ts'
import { text } from '../python/text.ts'
import { isList } from '../python/values.ts'
import { noAncestors } from './ancestors.ts'
import { scopeOf, templarFor } from './attempt.ts'
import type { RunState } from './run-state.ts'

const thisMachine = new Set(['localhost', 'all', '127.0.0.1', '*', 'ungrouped'])

/** Plays run on this machine only; a name that cannot be rendered stops the run before its first task. */
export function checkHosts(play: Play, state: RunState): void {
  const templar = templarFor(scopeOf({ vars: play.vars, at: play.at }, noAncestors, state), state)
  let hosts: string[]
  try {
    const rendered = templar.render(play.hosts)
    hosts = (isList(rendered) ? rendered : text(rendered).split(/[,:]/)).map((host) => text(host).trim())
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new PlaybookError('syntax', { message: `The field 'hosts' has an invalid value: ${reason}`, file: play.file })
  }
  const foreign = hosts.filter((host) => !thisMachine.has(host))
  if (hosts.length > 0 && foreign.length === 0) return
  const message = `Plays run on localhost only, not on ${foreign.join(', ')}`
  throw new PlaybookError('unsupported', { message, file: play.file })
}
