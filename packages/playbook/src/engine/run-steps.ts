import type { Block, Step, Task } from '../loader/play.ts'
import type { Value } from '../python/values.ts'
import { type Ancestors, within } from './ancestors.ts'
import { scopeOf, templarFor } from './attempt.ts'
import { isInclude } from './include-outcome.ts'
import { includedParts } from './included-parts.ts'
import { runMeta } from './run-meta.ts'
import { type Failure, type RunState, setFact } from './run-state.ts'
import { runTask, type TaskEnd } from './run-task.ts'
import { isWanted } from './tags.ts'

/** Runs steps one after the other and stops at the first failure, which it gives back, or where the play ends. */
export async function runSteps(steps: Step[], ancestors: Ancestors, state: RunState): Promise<Failure | undefined> {
  for (const step of steps) {
    const failed = step.kind === 'block' ? await runBlock(step, ancestors, state) : await runOne(step, ancestors, state)
    if (failed || state.ended) return failed
  }
  return undefined
}

async function runBlock(block: Block, outer: Ancestors, state: RunState): Promise<Failure | undefined> {
  const ancestors = within(outer, block)
  const before = state.firstFailure
  let failed = await runSteps(block.tasks, ancestors, state)
  if (failed && block.rescue.length > 0) {
    failed = await rescue(block, { ancestors, state, failed })
    // what was rescued is no reason for a failure that comes later
    if (!failed) state.firstFailure = before
  }
  if (state.ended) return failed
  const failedAlways = await runSteps(block.always, ancestors, state)
  return failed ?? failedAlways
}

/** Runs a rescue section, which knows what failed. */
export async function rescue(
  block: Block,
  options: { ancestors: Ancestors; state: RunState; failed: Failure },
): Promise<Failure | undefined> {
  const { ancestors, state, failed } = options
  setFact(state, 'ansible_failed_task', failed.details)
  setFact(state, 'ansible_failed_result', failed.result)
  return runSteps(block.rescue, ancestors, state)
}

async function runOne(task: Task, ancestors: Ancestors, state: RunState): Promise<Failure | undefined> {
  const templar = templarFor(scopeOf(task, ancestors, state), state)
  if (!isWanted(task, ancestors, { state, templar })) return undefined
  if (task.module !== 'meta') return runWanted(task, ancestors, state)
  const flush = await runMeta(task, ancestors, state)
  return flush ? flushHandlers(state) : undefined
}

async function runWanted(task: Task, ancestors: Ancestors, state: RunState): Promise<Failure | undefined> {
  const end = await runTask(task, ancestors, state)
  if (end.failure) return noted(end.failure, state)
  return isInclude(task) ? runIncluded(task, { end, ancestors, state }) : undefined
}

/** Runs the handlers that were notified, in the order in which the play has them. */
export async function flushHandlers(state: RunState): Promise<Failure | undefined> {
  for (const handler of state.handlers) {
    if (!state.notified.delete(handler)) continue
    const failed = await runWanted(handler.task, handler.ancestors, state)
    if (failed || state.ended) return failed
  }
  return undefined
}

const noted = (failed: Failure, state: RunState): Failure => {
  state.firstFailure ??= failed
  return failed
}

/** The tasks of an included file or role, once for each round of a loop. */
async function runIncluded(
  task: Task,
  options: { end: TaskEnd; ancestors: Ancestors; state: RunState },
): Promise<Failure | undefined> {
  const { end, ancestors, state } = options
  const results = end.outcome.result.get('results')
  const rounds = Array.isArray(results) ? results : [end.outcome.result]
  const taken = rounds.filter((round) => round instanceof Map && !round.get('skipped'))
  for (const [index, round] of taken.entries()) {
    const loopVars = end.scopes[index]?.loopVars ?? ancestors.loopVars
    const inner = { ...ancestors, loopVars }
    const part = await includedParts(task, { round: round as Map<Value, Value>, ancestors: inner, state })
    const failed =
      'steps' in part ? await runSteps(part.steps, part.ancestors, state) : await unreadable(end, part, state)
    if (failed || state.ended) return failed
  }
  return undefined
}

/** The include had been reported as done; now its event says why it is not. */
async function unreadable(end: TaskEnd, failed: Failure, state: RunState): Promise<Failure> {
  const { number, name, startedAt } = end
  await state.report({ number, name, status: 2, startedAt, result: failed.result })
  return noted({ ...failed, task: name }, state)
}
