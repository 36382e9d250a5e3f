import type { Task } from '../loader/play.ts'
import { booleanArgument } from '../modules/arguments.ts'
import { failure, type ModuleOutcome } from '../modules/module.ts'
import { PlaybookError } from '../playbook-error.ts'
import { fromPlain } from '../python/plain.ts'
import { text } from '../python/text.ts'
import { type Dict, TemplateError, truthy, typeName, type Value } from '../python/values.ts'
import type { Ancestors } from './ancestors.ts'
import { type Attempt, scopeOf, templarFor } from './attempt.ts'
import { notify } from './handlers.ts'
import { mostTasks } from './limits.ts'
import { loopItems } from './loop-items.ts'
import { runLoop } from './run-loop.ts'
import { runOnce, skippedOutcome } from './run-once.ts'
import { type Failure, type RunState, setFact } from './run-state.ts'
import { shownResult, taskDetails } from './task-details.ts'
import type { TaskScope } from './variables.ts'

export type TaskEnd = {
  number: number
  startedAt: Date
  name: string
  outcome: ModuleOutcome
  failure: Failure | undefined
  scopes: TaskScope[]
}

/** Runs a task from its first event to its last. */
export async function runTask(task: Task, ancestors: Ancestors, state: RunState): Promise<TaskEnd> {
  const { number, startedAt, name, attempt } = await beginTask(task, ancestors, state)
  const scopes: TaskScope[] = []
  const done = await guarded(() => runOnceOrLoop(attempt, scopes), attempt)
  const failed = isFailed(done.result)
  keep(done, attempt)
  const ignored = failed && ignoresErrors(attempt)
  const hidden = isYes(task.noLog ?? ancestors.noLog, attempt)
  const shown = shownResult(done, { hidden, module: task.module })
  await state.report({ number, name, status: failed ? (ignored ? 3 : 2) : 0, startedAt, result: shown })
  if (!failed && truthy(done.result.get('changed') ?? false)) notify(attempt)
  const details = failed && !ignored ? taskDetails(attempt) : new Map()
  return {
    number,
    startedAt,
    name,
    outcome: done,
    failure: failed && !ignored ? { task: name, result: done.result, details, hidden } : undefined,
    scopes,
  }
}

/** Gets a task ready, and says that it starts. */
export async function beginTask(task: Task, ancestors: Ancestors, state: RunState) {
  const { job } = state
  if (job.signal.aborted) throw job.signal.reason
  if (state.number >= mostTasks) {
    const { file, line } = task.at
    const message = `The playbook started ${mostTasks} tasks, which is the most: does it include itself?`
    throw new PlaybookError('syntax', { message, file, line })
  }
  const fresh = (await job.freshVariables?.()) ?? {}
  for (const [name, value] of Object.entries(fresh)) state.variables.extra.set(name, fromPlain(value))
  const number = ++state.number
  const startedAt = job.now()
  const scope = scopeOf(task, ancestors, state)
  const templar = templarFor(scope, state)
  const own = { task, ancestors, state, scope, templar, item: 0, seen: { args: undefined } }
  const name = taskName(own)
  await state.report({ number, name, status: 1, startedAt })
  const signal = AbortSignal.any([job.signal, AbortSignal.timeout(timeLimit(own))])
  const attempt: Attempt = { ...own, signal }
  return { number, startedAt, name, attempt }
}

/** Milliseconds that a task may take: the job's limit, or the task's own when that is shorter. */
function timeLimit({ task, ancestors, templar, state }: Omit<Attempt, 'signal'>): number {
  const { taskTimeoutMs } = state.job
  try {
    const seconds = Number(text(templar.render(task.timeout ?? ancestors.timeout ?? 0)))
    return seconds > 0 ? Math.min(taskTimeoutMs, seconds * 1000) : taskTimeoutMs
  } catch {
    return taskTimeoutMs
  }
}

const isFailed = (result: Dict): boolean => truthy(result.get('failed') ?? false)

function taskName({ task, ancestors, templar }: Pick<Attempt, 'task' | 'ancestors' | 'templar'>): string {
  const prefix = ancestors.role ? `${ancestors.role.name} : ` : ''
  const fallback = task.name ?? task.module
  try {
    return prefix + text(templar.render(fallback))
  } catch {
    return prefix + fallback
  }
}

/** What a task throws becomes its failure, except the end of the whole run. */
async function guarded(run: () => Promise<ModuleOutcome>, attempt: Attempt): Promise<ModuleOutcome> {
  const { state, signal } = attempt
  const { job } = state
  const tooLong = () => failure(`The task did not finish within ${timeLimit(attempt) / 1000} seconds`)
  try {
    const done = await run()
    if (job.signal.aborted) throw job.signal.reason
    return signal.aborted && isFailed(done.result) ? tooLong() : done
  } catch (error) {
    if (job.signal.aborted) throw job.signal.reason
    if (signal.aborted) return tooLong()
    return failure(error instanceof Error ? error.message : String(error))
  }
}

async function runOnceOrLoop(attempt: Attempt, scopes: TaskScope[]): Promise<ModuleOutcome> {
  const items = loopItems(attempt)
  if (items === undefined) {
    scopes.push(attempt.scope)
    return runOnce(attempt)
  }
  if (items instanceof TemplateError) {
    // a loop over something undefined is no error when the task would be skipped anyway
    const skipped = skippedOutcome(attempt)
    if (skipped) return skipped
    throw items
  }
  return runLoop(attempt, { items, scopes })
}

/** Puts what a task registers and sets among the run's variables. */
function keep(done: ModuleOutcome, { task, state }: Attempt) {
  const { variables } = state
  for (const [name, value] of done.facts ?? []) setFact(state, name, value, done.nativeTexts?.includes(name))
  for (const [name, value] of done.hostFacts ?? []) variables.hostFacts.set(name, value)
  if (done.included) {
    const { variables: included, isTemplate } = done.included
    for (const [name, value] of included) variables.included.set(text(name), { value, isTemplate })
  }
  if (task.register !== undefined) setFact(state, task.register, done.result)
}

const ignoresErrors = (attempt: Attempt): boolean =>
  isYes(attempt.task.ignoreErrors ?? attempt.ancestors.ignoreErrors, attempt)

function isYes(wish: Value | undefined, { templar }: Attempt): boolean {
  if (wish === undefined) return false
  try {
    return booleanArgument(new Map([['wish', templar.render(wish)]]), 'wish', false)
  } catch {
    return typeName(wish) === 'str' && wish !== ''
  }
}
