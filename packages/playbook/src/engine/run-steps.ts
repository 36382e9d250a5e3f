import { dirname, resolve } from 'node:path'
import { loadTaskFile } from '../loader/load-file.ts'
import type { Block, Step, Task } from '../loader/play.ts'
import { failure } from '../modules/module.ts'
import { PlaybookError } from '../playbook-error.ts'
import { text } from '../python/text.ts'
import type { Dict, Value } from '../python/values.ts'
import { type Ancestors, within } from './ancestors.ts'
import { type Failure, type RunState, setFact } from './run-state.ts'
import { runTask, type TaskEnd } from './run-task.ts'

/** Runs steps one after the other and stops at the first failure, which it gives back. */
export async function runSteps(steps: Step[], ancestors: Ancestors, state: RunState): Promise<Failure | undefined> {
  for (const step of steps) {
    const failed = step.kind === 'block' ? await runBlock(step, ancestors, state) : await runOne(step, ancestors, state)
    if (failed) return failed
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
  const failedAlways = await runSteps(block.always, ancestors, state)
  return failed ?? failedAlways
}

/** Runs a rescue section, which knows what failed. */
export async function rescue(
  block: Block,
  options: { ancestors: Ancestors; state: RunState; failed: Failure },
): Promise<Failure | undefined> {
  const { ancestors, state, failed } = options
  setFact(state, 'ansible_failed_task', new Map<Value, Value>([['name', failed.task]]))
  setFact(state, 'ansible_failed_result', failed.result)
  return runSteps(block.rescue, ancestors, state)
}

async function runOne(task: Task, ancestors: Ancestors, state: RunState): Promise<Failure | undefined> {
  const end = await runTask(task, ancestors, state)
  if (end.failure) return noted(end.failure, state)
  return task.module === 'include_tasks' ? runIncluded(task, { end, ancestors, state }) : undefined
}

const noted = (failed: Failure, state: RunState): Failure => {
  state.firstFailure ??= failed
  return failed
}

/** The tasks of an included file, once for each round of a loop. Conditions of the include itself do not reach them. */
async function runIncluded(
  task: Task,
  options: { end: TaskEnd; ancestors: Ancestors; state: RunState },
): Promise<Failure | undefined> {
  const { end, ancestors, state } = options
  const results = end.outcome.result.get('results')
  const rounds = Array.isArray(results) ? results : [end.outcome.result]
  const files = rounds.flatMap((round) =>
    round instanceof Map && round.has('include') ? [text(round.get('include') ?? '')] : [],
  )
  for (const [index, file] of files.entries()) {
    const inner: Ancestors = {
      ...ancestors,
      vars: [...ancestors.vars, task.vars],
      loopVars: end.scopes[index]?.loopVars ?? ancestors.loopVars,
    }
    const steps = await includedSteps(file, task, state)
    const failed = Array.isArray(steps)
      ? await runSteps(steps, inner, state)
      : await unreadable(end, steps.result, state)
    if (failed) return failed
  }
  return undefined
}

/** The include had been reported as done; now its event says why it is not. */
async function unreadable(end: TaskEnd, result: Dict, state: RunState): Promise<Failure> {
  const { number, name, startedAt } = end
  await state.report({ number, name, status: 2, startedAt, result })
  return noted({ task: name, result }, state)
}

async function includedSteps(file: string, task: Task, state: RunState) {
  try {
    const beside = resolve(dirname(task.at.file), file)
    const { steps, unsupported } = await loadTaskFile(beside).catch((error: unknown) => {
      const inPlays = resolve(state.job.playsDir, file)
      if (error instanceof PlaybookError && error.kind === 'missing' && inPlays !== beside) return loadTaskFile(inPlays)
      throw error
    })
    return unsupported.length === 0 ? steps : failure(`${file} needs what is not known here: ${unsupported.join(', ')}`)
  } catch (error) {
    if (error instanceof PlaybookError) return failure(error.message)
    throw error
  }
}
