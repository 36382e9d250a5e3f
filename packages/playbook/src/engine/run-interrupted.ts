import type { PlaybookOutcome } from '../engine.ts'
import type { Block, Play, Step } from '../loader/play.ts'
import { includeVarsModule } from '../modules/include-vars.ts'
import { failure } from '../modules/module.ts'
import { fromPlain } from '../python/plain.ts'
import { text } from '../python/text.ts'
import { noAncestors, within } from './ancestors.ts'
import { templarFor } from './attempt.ts'
import { failedOutcome } from './outcomes.ts'
import { type Failure, type RunState, setFact } from './run-state.ts'
import { rescue, runSteps } from './run-steps.ts'

/**
 * Cleans up after a worker that died: the rescue section of the outermost block runs with the facts that the run had. The
 * run has then failed, unless an assertion in the rescue section passed, which is how a play says that it did its work there.
 */
export async function runInterrupted(plays: Play[], state: RunState): Promise<PlaybookOutcome> {
  for (const [name, value] of Object.entries(state.job.interrupted?.facts ?? {})) setFact(state, name, fromPlain(value))
  const failed: Failure = {
    task: 'interrupted',
    result: failure(
      `${state.job.interrupted?.reason ?? 'The process that ran this playbook stopped'}; its rescue section runs with what had been registered.`,
    ).result,
  }
  const startedAt = state.job.now()
  await state.report({ number: ++state.number, name: failed.task, status: 2, startedAt, result: failed.result })
  const play = plays.find(({ steps }) => steps.some(hasRescue))
  const block = play?.steps.find(hasRescue)
  if (!play || !block) return failedOutcome(failed)
  state.variables.playVars = play.vars
  await readVariableFiles(play.steps, state)
  const templar = templarFor({ variables: state.variables, taskVars: [block.vars], loopVars: new Map() }, state)
  // a block that had not been entered has nothing to say about the run
  if (!block.when.every((condition) => templar.holds(condition))) return failedOutcome(failed)
  const ancestors = within(noAncestors, block)
  const failedRescue = await rescue(block, { ancestors, state, failed })
  const failedAlways = await runSteps(block.always, ancestors, state)
  const saidOtherwise = !failedRescue && !failedAlways && block.rescue.some(isAssertion)
  return saidOtherwise ? { status: 'success' } : failedOutcome(failed)
}

const hasRescue = (step: Step): step is Block => step.kind === 'block' && step.rescue.length > 0
const isAssertion = (step: Step): boolean => step.kind === 'task' && step.module === 'assert'

/** Variables from files are not among the facts that are kept: they may hold secrets, and can be read again. */
async function readVariableFiles(steps: Step[], state: RunState): Promise<void> {
  for (const step of steps) {
    if (step.kind === 'block') await readVariableFiles(step.tasks, state)
    else if (step.module === 'include_vars') {
      const { job, variables, effectiveConfig } = state
      const templar = templarFor({ variables, taskVars: [step.vars], loopVars: new Map() }, state)
      const { included } = await includeVarsModule(step.args, {
        templar,
        rawArgs: step.args,
        playsDir: job.playsDir,
        effectiveConfig,
        now: job.now,
        signal: job.signal,
        checkAddress: job.checkAddress,
        requestHeaders: () => ({}),
      })
      for (const [name, value] of included?.variables ?? []) {
        variables.included.set(text(name), { value, isTemplate: included?.isTemplate ?? false })
      }
    }
  }
}
