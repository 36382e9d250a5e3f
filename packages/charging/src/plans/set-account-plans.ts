import type { AccountKey } from '../accounts/account-key.ts'
import type { Engine } from '../engine.ts'
import { serverError } from '../rpc/rpc-error.ts'
import type { Unit } from '../store/unit.ts'
import { attachAccount, plans } from './plan-records.ts'
import { queueAsapRun, releaseRuns } from './run-records.ts'

/** Makes sure that the plans exist; unknown: `SERVER_ERROR: NOT_FOUND`. */
export function requirePlans(unit: Unit, ids: readonly string[]): void {
  if (ids.some((id) => !unit.has(plans, id))) throw serverError('NOT_FOUND')
}

/**
 * Attaches an account to plans. `*asap` timings queue a run on it; a plan of only those keeps no account. With
 * `onlyNew` (SetAccount v1) a plan that the account is already attached to queues nothing (sections 3.1 and 3.2).
 */
export function attachToPlans(
  unit: Unit,
  { key, ids, onlyNew }: { key: AccountKey; ids: readonly string[]; onlyNew: boolean },
): void {
  for (const id of ids) {
    const plan = unit.get(plans, id)
    if (plan === undefined) continue
    const keepsAccounts = onlyNew || plan.timings.some((timing) => !timing.asap)
    const isNew = keepsAccounts && attachAccount(unit, id, key)
    if (onlyNew && !isNew) continue
    for (const timing of plan.timings) if (timing.asap) queueAsapRun(unit, plan, timing, key)
  }
}

/** What `ReloadScheduler: true` does: queued runs may start now. */
export function reloadScheduler(engine: Engine, unit: Unit): void {
  releaseRuns(unit)
  unit.afterCommit(() => engine.wakeScheduler())
}
