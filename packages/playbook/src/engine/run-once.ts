import { basename } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Task } from '../loader/play.ts'
import { modules } from '../modules/index.ts'
import { failure, type ModuleOutcome, outcome } from '../modules/module.ts'
import { text } from '../python/text.ts'
import { type Dict, isDict, TemplateError, type Value } from '../python/values.ts'
import { type Attempt, templarFor } from './attempt.ts'
import { includeOutcome, isInclude } from './include-outcome.ts'
import { isCheck, moduleContext } from './module-context.ts'
import type { Templar } from './templar.ts'
import { omitMarker } from './variables.ts'

/** The conditions, the arguments and the module of one round, tried again as `until` says. */
export async function runOnce(attempt: Attempt): Promise<ModuleOutcome> {
  const { task, templar, signal } = attempt
  const skipped = skippedOutcome(attempt)
  if (skipped) return skipped
  const args = renderedArguments(attempt)
  attempt.seen.args = args
  if (isInclude(task)) return includeOutcome(task, args)
  const entry = modules[task.module]
  if (!entry) return failure(`couldn't resolve module/action '${task.module}'`)
  if (entry.inCheck === 'skipped' && isCheck(attempt)) return notInCheck(task)
  const context = moduleContext(attempt)
  const tries = task.until ? Math.max(1, Number(text(templar.render(task.retries))) + 1) : 1
  for (let tried = 1; ; tried++) {
    const done = await entry.run(args, context)
    judge(done, attempt, tried)
    if (!task.until || task.until.every((condition) => templarWith(attempt, done).holds(condition))) return done
    if (tried >= tries) {
      // as Ansible counts: the tries after the first one
      if (tries > 1) done.result.set('attempts', tries - 1)
      done.result.set('failed', true)
      return done
    }
    await pause(Math.max(0, Number(text(templar.render(task.delay)))) * 1000, undefined, { signal })
  }
}

/** The outcome of a task whose conditions do not hold; undefined when it is to run. */
export function skippedOutcome({ task, ancestors, templar }: Attempt): ModuleOutcome | undefined {
  const conditions = [...ancestors.when, ...task.when]
  if (conditions.every((condition) => templar.holds(condition))) return undefined
  return outcome({ changed: false, skipped: true, skip_reason: 'Conditional result was False' })
}

const notInCheck = ({ module }: Task): ModuleOutcome =>
  outcome({
    changed: false,
    skipped: true,
    msg: `remote module (ansible.builtin.${module}) does not support check mode`,
  })

/** The module's defaults and its own arguments, rendered; `omit` leaves an argument out. */
function renderedArguments(attempt: Attempt): Dict {
  const { task, templar } = attempt
  const args: Dict = new Map()
  try {
    for (const [name, value] of [...defaultArguments(attempt), ...task.args]) {
      const isRaw = modules[task.module]?.unrendered?.includes(text(name)) ?? false
      const rendered = isRaw ? value : templar.render(value)
      if (rendered === omitMarker) args.delete(name)
      else args.set(name, withoutOmitted(rendered))
    }
  } catch (error) {
    throw error instanceof TemplateError ? undefinedOption(error, task) : error
  }
  return args
}

/** What `module_defaults` say for this module; nearer ones win. */
function defaultArguments({ task, ancestors, templar }: Attempt): Dict {
  const all = task.moduleDefaults ? [...ancestors.moduleDefaults, task.moduleDefaults] : ancestors.moduleDefaults
  const defaults: Dict = new Map()
  for (const part of all) {
    const given = part.get(task.module) ?? null
    const args = typeof given === 'string' ? templar.render(given) : given
    if (isDict(args)) for (const [name, value] of args) defaults.set(name, value)
  }
  return defaults
}

/** Like Ansible: `omit` leaves entries out of dicts within dicts, not of lists. */
function withoutOmitted(value: Value): Value {
  if (!isDict(value)) return value
  const kept = [...value].filter(([, member]) => member !== omitMarker)
  return new Map(kept.map(([key, member]) => [key, withoutOmitted(member)]))
}

/** The error of an argument that is not defined, with the place of the task. */
export function undefinedOption(error: TemplateError, task: Task): TemplateError {
  if (!error.isUndefined) return error
  const { file, line } = task.at
  return new TemplateError(
    `The task includes an option with an undefined variable. The error was: ${error.message}. The error appears to be in '${basename(file)}': line ${line}.`,
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
