import { setTimeout as pause } from 'node:timers/promises'
import type { Task } from '../loader/play.ts'
import { lookups } from '../lookups/index.ts'
import { booleanArgument } from '../modules/arguments.ts'
import { modules } from '../modules/index.ts'
import { failure, type ModuleOutcome, outcome } from '../modules/module.ts'
import { fromPlain } from '../python/plain.ts'
import { text } from '../python/text.ts'
import { type Dict, isDict, isList, TemplateError, truthy, typeName, type Value } from '../python/values.ts'
import type { Ancestors } from './ancestors.ts'
import { runLoop } from './run-loop.ts'
import { type Failure, type RunState, setFact } from './run-state.ts'
import { taskTemplar } from './task-templar.ts'
import type { Templar } from './templar.ts'
import { omitMarker, type TaskScope } from './variables.ts'

export type TaskEnd = {
  number: number
  startedAt: Date
  name: string
  outcome: ModuleOutcome
  failure: Failure | undefined
  scopes: TaskScope[]
}

/** One run of a task: with its variables, its templates, and its place in a loop. */
export type Attempt = {
  task: Task
  ancestors: Ancestors
  state: RunState
  scope: TaskScope
  templar: Templar
  item: number
  signal: AbortSignal
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

export const templarFor = (scope: TaskScope, { job }: RunState): Templar =>
  taskTemplar(scope, { now: job.now, nativeTypes: job.nativeTypes ?? false, searchPath: [job.playsDir] })

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

/** The conditions, the arguments and the module of one round, tried again as `until` says. */
export async function runOnce(attempt: Attempt): Promise<ModuleOutcome> {
  const { task, templar, state, signal } = attempt
  const skipped = skippedOutcome(attempt)
  if (skipped) return skipped
  const args = renderedArguments(attempt)
  if (task.module === 'include_tasks')
    return outcome({ include: text(args.get('_raw_params') ?? args.get('file') ?? ''), changed: false })
  const module = modules[task.module]
  if (!module) return failure(`couldn't resolve module/action '${task.module}'`)
  const { job, number, effectiveConfig } = state
  const tries = task.until ? Math.max(1, Number(text(templar.render(task.retries))) + 1) : 1
  for (let tried = 1; ; tried++) {
    const done = await module(args, {
      templar,
      rawArgs: task.args,
      playsDir: job.playsDir,
      effectiveConfig,
      now: job.now,
      signal,
      checkAddress: job.checkAddress,
      requestHeaders: (request) => job.requestHeaders?.({ ...request, task: number, item: attempt.item }) ?? {},
    })
    judge(done, attempt, tried)
    if (!task.until || task.until.every((condition) => templarWith(attempt, done).holds(condition))) return done
    if (tried >= tries) {
      done.result.set('failed', true)
      return done
    }
    await pause(Math.max(0, Number(text(templar.render(task.delay)))) * 1000, undefined, { signal })
  }
}

/** The outcome of a task whose conditions do not hold; undefined when it is to run. */
function skippedOutcome({ task, ancestors, templar }: Attempt): ModuleOutcome | undefined {
  const conditions = [...ancestors.when, ...task.when]
  if (conditions.every((condition) => templar.holds(condition))) return undefined
  return outcome({ changed: false, skipped: true, skip_reason: 'Conditional result was False' })
}

function renderedArguments({ task, templar }: Attempt): Dict {
  const args: Dict = new Map()
  try {
    for (const [name, value] of task.args) {
      // the conditions of an assertion are evaluated, not rendered
      const rendered = task.module === 'assert' && name === 'that' ? value : templar.render(value)
      if (rendered !== omitMarker) args.set(name, withoutOmitted(rendered))
    }
  } catch (error) {
    throw error instanceof TemplateError ? undefinedOption(error, task) : error
  }
  return args
}

/** Like Ansible: `omit` leaves entries out of dicts within dicts, not of lists. */
function withoutOmitted(value: Value): Value {
  if (!isDict(value)) return value
  const kept = [...value].filter(([, member]) => member !== omitMarker)
  return new Map(kept.map(([key, member]) => [key, withoutOmitted(member)]))
}

function undefinedOption(error: TemplateError, task: Task): TemplateError {
  if (!error.isUndefined) return error
  const { file, line } = task.at
  return new TemplateError(
    `The task includes an option with an undefined variable. The error was: ${error.message}. The error appears to be in '${file}': line ${line}.`,
    { isUndefined: true },
  )
}

/** Sets `failed` and `changed` by the result and by failed_when and changed_when. */
function judge(done: ModuleOutcome, attempt: Attempt, tried: number) {
  const { task } = attempt
  const { result } = done
  if (!result.has('failed')) result.set('failed', false)
  if (!result.has('changed')) result.set('changed', false)
  if (task.until) result.set('attempts', tried)
  const templar = templarWith(attempt, done)
  if (task.changedWhen)
    result.set(
      'changed',
      task.changedWhen.every((condition) => templar.holds(condition)),
    )
  if (!task.failedWhen) return
  try {
    const failed = task.failedWhen.every((condition) => templar.holds(condition))
    result.set('failed', failed)
    result.set('failed_when_result', failed)
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error
    result.set('failed', true)
    result.set('failed_when_result', error.message)
  }
}

/** Conditions about a result see it under its registered name already. */
function templarWith({ task, scope, state }: Attempt, done: ModuleOutcome): Templar {
  const seen = new Map(scope.loopVars)
  if (task.register !== undefined) seen.set(task.register, done.result)
  for (const [name, value] of done.facts ?? []) if (!scope.variables.extra.has(name)) seen.set(name, value)
  return templarFor({ ...scope, loopVars: seen }, state)
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
