import type { Task } from '../loader/play.ts'
import { failure, outcome } from '../modules/module.ts'
import { text } from '../python/text.ts'
import type { Ancestors } from './ancestors.ts'
import { skippedOutcome } from './run-once.ts'
import { clearFacts, type RunState } from './run-state.ts'
import { beginTask } from './run-task.ts'

const withoutEffect = new Set(['noop', 'clear_host_errors', 'refresh_inventory', 'reset_connection'])
const endings = new Set(['end_play', 'end_host', 'end_batch'])

/** Does what a `meta` task says; true when handlers are to run now. */
export async function runMeta(task: Task, ancestors: Ancestors, state: RunState): Promise<boolean> {
  const { number, startedAt, name, attempt } = await beginTask(task, ancestors, state)
  const wanted = text(task.args.get('_raw_params') ?? '').trim()
  const end = (status: 0 | 2, result = outcome({ changed: false }).result) =>
    state.report({ number, name, status, startedAt, result })
  let skipped: ReturnType<typeof skippedOutcome>
  try {
    skipped = skippedOutcome(attempt)
  } catch (error) {
    // as in Ansible, a condition that cannot be evaluated leaves the step out
    skipped = failure(error instanceof Error ? error.message : String(error))
    skipped.result.delete('failed')
    skipped.result.set('skipped', true)
  }
  await end(0, skipped ? new Map([['skipped', true]]) : undefined)
  if (skipped || withoutEffect.has(wanted)) return false
  if (wanted === 'clear_facts') clearFacts(state)
  if (endings.has(wanted)) state.ended = true
  return wanted === 'flush_handlers'
}

/** What `meta` may say. */
export const metaActions = new Set([...withoutEffect, ...endings, 'clear_facts', 'flush_handlers'])
