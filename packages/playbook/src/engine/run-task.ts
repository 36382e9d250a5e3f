import type { Task } from '../loader/play.ts'
import { lookups } from '../lookups/index.ts'
import { booleanArgument } from '../modules/arguments.ts'
import { failure, type ModuleOutcome } from '../modules/module.ts'
import { fromPlain } from '../python/plain.ts'
import { text } from '../python/text.ts'
import { type Dict, isList, TemplateError, truthy, typeName, type Value } from '../python/values.ts'
import type { Ancestors } from './ancestors.ts'
import { type Attempt, templarFor } from './attempt.ts'
import { runLoop } from './run-loop.ts'
import { runOnce, skippedOutcome, undefinedOption } from './run-once.ts'
import { type Failure, type RunState, setFact } from './run-state.ts'
import type { Templar } from './templar.ts'
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
  const { job } = state
  if (job.signal.aborted) throw job.signal.reason
  const fresh = (await job.freshVariables?.()) ?? {}
  for (const [name, value] of Object.entries(fresh)) state.variables.extra.set(name, fromPlain(value))
  const number = ++state.number
  const startedAt = job.now()
  const scope: TaskScope = {
    variables: state.variables,
    taskVars: [...ancestors.vars, task.vars],
    loopVars: ancestors.loopVars,
  }
  const signal = AbortSignal.any([job.signal, AbortSignal.timeout(job.taskTimeoutMs)])
  const templar = templarFor(scope, state)
  const attempt: Attempt = { task, ancestors, state, scope, templar, item: 0, signal }
  const name = taskName(task, templar)
  await state.report({ number, name, status: 1, startedAt })
  const scopes: TaskScope[] = []
  const done = await guarded(() => runOnceOrLoop(attempt, scopes), attempt)
  const failed = isFailed(done.result)
  keep(done, attempt)
  const ignored = failed && ignoresErrors(attempt)
  const shown: Dict = done.invocation ? new Map([...done.result, ['invocation', done.invocation]]) : done.result
  await state.report({ number, name, status: failed ? (ignored ? 3 : 2) : 0, startedAt, result: shown })
  return {
    number,
    startedAt,
    name,
    outcome: done,
    failure: failed && !ignored ? { task: name, result: done.result } : undefined,
    scopes,
  }
}

const isFailed = (result: Dict): boolean => truthy(result.get('failed') ?? false)

function taskName(task: Task, templar: Templar): string {
  const fallback = task.name ?? task.module
  try {
    return text(templar.render(fallback))
  } catch {
    return fallback
  }
}

/** What a task throws becomes its failure, except the end of the whole run. */
async function guarded(run: () => Promise<ModuleOutcome>, { state, signal }: Attempt): Promise<ModuleOutcome> {
  const { job } = state
  const tooLong = () => failure(`The task did not finish within ${job.taskTimeoutMs / 1000} seconds`)
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
    throw undefinedOption(items, attempt.task)
  }
  return runLoop(attempt, { items, scopes })
}

function loopItems({ task, templar, scope, state }: Attempt): Value[] | TemplateError | undefined {
  if (task.loop === undefined) return undefined
  try {
    const terms = templar.render(task.loop)
    if (task.loopWith !== undefined) {
      const lookup = lookups[task.loopWith]
      if (!lookup) throw new TemplateError(`with_${task.loopWith} is not known here`)
      const now = state.job.now
      const variable = (name: string) => scope.variables.facts.get(name)
      return lookup(isList(terms) ? terms : [terms], { keywords: {}, now, variable, searchPath: [], templar })
    }
    if (isList(terms)) return terms
    return new TemplateError(`Invalid data passed to 'loop', it requires a list, got this instead: ${text(terms)}.`)
  } catch (error) {
    if (error instanceof TemplateError) return error
    throw error
  }
}

/** Puts what a task registers and sets among the run's variables. */
function keep(done: ModuleOutcome, { task, state }: Attempt) {
  for (const [name, value] of done.facts ?? []) setFact(state, name, value, done.nativeTexts?.includes(name))
  if (done.included) {
    const { variables, isTemplate } = done.included
    for (const [name, value] of variables) state.variables.included.set(text(name), { value, isTemplate })
  }
  if (task.register !== undefined) setFact(state, task.register, done.result)
}

function ignoresErrors({ task, ancestors, templar }: Attempt): boolean {
  const wish = task.ignoreErrors ?? ancestors.ignoreErrors ?? false
  try {
    return booleanArgument(new Map([['ignore_errors', templar.render(wish)]]), 'ignore_errors', false)
  } catch {
    return typeName(wish) === 'str' && wish !== ''
  }
}
