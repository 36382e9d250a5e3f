import { booleanArgument } from '../modules/arguments.ts'
import type { RequestOrigin } from '../modules/http.ts'
import type { ModuleContext } from '../modules/module.ts'
import { text } from '../python/text.ts'
import { isDict, type Value } from '../python/values.ts'
import type { Attempt } from './attempt.ts'

/** What the module of a task may use of the run. */
export function moduleContext(attempt: Attempt): ModuleContext {
  const { task, templar, state, signal, scope } = attempt
  const { job, number, effectiveConfig, machine } = state
  return {
    templar,
    rawArgs: task.args,
    playsDir: job.playsDir,
    searchPath: scope.searchPath,
    effectiveConfig,
    now: job.now,
    signal,
    checkAddress: job.checkAddress,
    requestHeaders: (request) => job.requestHeaders?.({ ...request, task: number, item: attempt.item }) ?? {},
    ...machine,
    send: (wanted) => machine.send(wanted, origin(attempt)),
    environment: environmentOf(attempt),
    check: isCheck(attempt),
  }
}

function origin({ task, templar, state, item }: Attempt): RequestOrigin {
  let name = task.name ?? task.module
  try {
    name = text(templar.render(name))
  } catch {
    // the name as written
  }
  return { number: state.number, item, name, register: task.register, at: task.at }
}

/** Whether the task only says what it would change. */
export function isCheck({ task, ancestors, templar, state }: Attempt): boolean {
  const wish = task.checkMode ?? ancestors.checkMode
  if (wish === undefined) return state.job.check ?? false
  return booleanArgument(new Map<Value, Value>([['check_mode', templar.render(wish)]]), 'check_mode', false)
}

function environmentOf({ task, ancestors, templar }: Attempt): Record<string, string> {
  const environment: Record<string, string> = {}
  for (const part of [...ancestors.environment, ...task.environment]) {
    const given = templar.render(part)
    if (!isDict(given)) continue
    for (const [name, value] of given) if (value !== null) environment[text(name)] = text(value)
  }
  return environment
}
