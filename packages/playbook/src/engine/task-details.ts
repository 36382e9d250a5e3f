import type { ModuleOutcome } from '../modules/module.ts'
import type { Dict, Value } from '../python/values.ts'
import type { Attempt } from './attempt.ts'

/** `ansible_failed_task`: the task as it stood when it failed. */
export function taskDetails({ task, ancestors, seen }: Attempt): Dict {
  const { ignoreErrors, noLog, delegateTo, register } = task
  return new Map<Value, Value>([
    ['name', task.name ?? ''],
    ['action', task.module],
    ['args', seen.args ?? task.args],
    ['when', [...ancestors.when, ...task.when]],
    ['vars', task.vars],
    ['tags', [...ancestors.tags, ...task.tags]],
    ['register', register ?? null],
    ['loop', task.loop ?? null],
    ['loop_with', task.loopWith ?? null],
    ['ignore_errors', ignoreErrors ?? null],
    ['no_log', noLog ?? false],
    ['delegate_to', delegateTo ?? null],
    ['notify', task.notify.length > 0 ? task.notify : null],
    ['retries', task.retries],
    ['delay', task.delay],
    ['until', task.until ?? []],
    ['changed_when', task.changedWhen ?? []],
    ['failed_when', task.failedWhen ?? []],
  ])
}

const censored = "the output has been hidden due to the fact that 'no_log: true' was specified for this result"

/** What the event shows of a result: the request too, or next to nothing under `no_log`. */
export function shownResult(done: ModuleOutcome, options: { hidden: boolean; module: string }): Dict {
  const { result, invocation } = done
  if (result.get('skipped') === true && !result.has('results')) {
    // a step that was left out has nothing to hide; of `debug` Ansible shows no more than that
    return options.module === 'debug'
      ? new Map([...result].filter(([name]) => name !== 'skip_reason' && name !== 'skipped_reason'))
      : result
  }
  if (!options.hidden) return invocation ? new Map([...result, ['invocation', invocation]]) : result
  const kept = [...result].filter(([name]) => name === 'failed' || name === 'skipped')
  return new Map<Value, Value>([['censored', censored], ['changed', result.get('changed') ?? false], ...kept])
}

/** The message of a failure, as far as it may be shown. */
export const shownFailure = (hidden: boolean | undefined, message: string): string => (hidden ? censored : message)
