import type { Play, Task } from '../loader/play.ts'
import { truthy } from '../python/values.ts'
import { noAncestors, within } from './ancestors.ts'
import { scopeOf, templarFor } from './attempt.ts'
import { handlersOf } from './handlers.ts'
import type { Failure, RunState } from './run-state.ts'
import { flushHandlers, runSteps } from './run-steps.ts'
import { enterPlay } from './variables.ts'
import { readVarsFiles } from './vars-files.ts'

/** Runs a play: its facts, then each of its sections with the handlers that they notified. */
export async function runPlay(play: Play, state: RunState): Promise<Failure | undefined> {
  enterPlay(state.variables, play)
  if (play.varsFiles.length > 0) enterPlay(state.variables, play, await readVarsFiles(play, state))
  state.ended = false
  state.notified.clear()
  const ancestors = within(noAncestors, play.inherited)
  state.handlers = handlersOf(play.handlers, ancestors)
  const [before = [], ...sections] = play.sections
  const facts = gathersFacts(play, state) ? [gatheringFacts(play)] : []
  for (const section of [[...facts, ...before], ...sections]) {
    const failed = (await runSteps(section, ancestors, state)) ?? (await flushIfOn(state))
    if (failed || state.ended) return failed
  }
  return undefined
}

const flushIfOn = (state: RunState) => (state.ended ? undefined : flushHandlers(state))

/** Facts are gathered only when a play asks for it. */
function gathersFacts(play: Play, state: RunState): boolean {
  if (play.gatherFacts === undefined || play.gatherFacts === null) return false
  const templar = templarFor(scopeOf({ vars: play.vars, at: play.at }, noAncestors, state), state)
  const wish = templar.render(play.gatherFacts)
  return typeof wish === 'string' ? /^(true|yes|on|1)$/i.test(wish) : truthy(wish)
}

const gatheringFacts = (play: Play): Task => ({
  kind: 'task',
  name: 'Gathering Facts',
  module: 'setup',
  args: new Map(),
  loop: undefined,
  loopWith: undefined,
  loopControl: new Map(),
  register: undefined,
  failedWhen: undefined,
  changedWhen: undefined,
  until: undefined,
  retries: 3,
  delay: 5,
  notify: [],
  listen: [],
  delegateTo: undefined,
  lacks: [],
  ...play.inherited,
  tags: ['always'],
  at: play.at,
})
