import type { PlaybookOutcome } from '../engine.ts'
import { type Block, type Play, type Step, stepsOf } from '../loader/play.ts'
import { includeVarsModule } from '../modules/include-vars.ts'
import { failure } from '../modules/module.ts'
import { fromPlain } from '../python/plain.ts'
import { text } from '../python/text.ts'
import { type Ancestors, noAncestors, within } from './ancestors.ts'
import { scopeOf, templarFor } from './attempt.ts'
import { handlersOf } from './handlers.ts'
import { moduleContext } from './module-context.ts'
import { failedOutcome } from './outcomes.ts'
import { type Failure, type RunState, setFact } from './run-state.ts'
import { rescue, runSteps } from './run-steps.ts'
import { enterPlay } from './variables.ts'
import { readVarsFiles } from './vars-files.ts'

/**
 * Cleans up after a worker that died: the rescue section of the outermost block runs with the facts that the run had. The
 * run has then failed, unless an assertion in the rescue section passed, which is how a play says that it did its work there.
 */
export async function runInterrupted(plays: Play[], state: RunState): Promise<PlaybookOutcome> {
  for (const [name, value] of Object.entries(state.job.interrupted?.facts ?? {})) setFact(state, name, fromPlain(value))
  const failed: Failure = {
    task: 'interrupted',
    details: new Map([['name', 'interrupted']]),
    result: failure(
      `${state.job.interrupted?.reason ?? 'The process that ran this playbook stopped'}; its rescue section runs with what had been registered.`,
    ).result,
  }
  const startedAt = state.job.now()
  await state.report({ number: ++state.number, name: failed.task, status: 2, startedAt, result: failed.result })
  const play = plays.find((one) => stepsOf(one).some(hasRescue))
  const block = play && stepsOf(play).find(hasRescue)
  if (!play || !block) return failedOutcome(failed)
  enterPlay(state.variables, play)
  if (play.varsFiles.length > 0) enterPlay(state.variables, play, await readVarsFiles(play, state))
  const inPlay = within(noAncestors, play.inherited)
  state.handlers = handlersOf(play.handlers, inPlay)
  await readVariableFiles(stepsOf(play), inPlay, state)
  const templar = templarFor(scopeOf(block, inPlay, state), state)
  // a block that had not been entered has nothing to say about the run
  if (!block.when.every((condition) => templar.holds(condition))) return failedOutcome(failed)
  const ancestors = within(inPlay, block)
  const failedRescue = await rescue(block, { ancestors, state, failed })
  const failedAlways = await runSteps(block.always, ancestors, state)
  const saidOtherwise = !failedRescue && !failedAlways && block.rescue.some(isAssertion)
  return saidOtherwise ? { status: 'success' } : failedOutcome(failed)
}

const hasRescue = (step: Step): step is Block => step.kind === 'block' && step.rescue.length > 0
const isAssertion = (step: Step): boolean => step.kind === 'task' && step.module === 'assert'

/** Variables from files are not among the facts that are kept: they may hold secrets, and can be read again. */
async function readVariableFiles(steps: Step[], ancestors: Ancestors, state: RunState): Promise<void> {
  for (const step of steps) {
    if (step.kind === 'block') await readVariableFiles(step.tasks, within(ancestors, step), state)
    else if (step.module === 'include_vars') {
      const scope = scopeOf(step, ancestors, state)
      const templar = templarFor(scope, state)
      const { signal } = state.job
      const attempt = { task: step, ancestors, state, scope, templar, item: 0, signal, seen: { args: undefined } }
      const { included } = await includeVarsModule(step.args, moduleContext(attempt))
      for (const [name, value] of included?.variables ?? []) {
        state.variables.included.set(text(name), { value, isTemplate: included?.isTemplate ?? false })
      }
    }
  }
}
