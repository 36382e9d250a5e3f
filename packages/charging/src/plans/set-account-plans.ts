import type { AccountKey } from '../accounts/tables.ts'
import type { Unit } from '../database/transaction.ts'
import { serverError } from '../rpc/rpc-error.ts'
import { attachAccount, detachAccount, holdPlans, readTimings } from './tables.ts'
import { queueAsapTask, releaseTasks } from './tasks.ts'

/** Makes sure, before the account is locked, that the plans exist and stay; unknown: `SERVER_ERROR: NOT_FOUND`. */
export async function requirePlans({ tx }: Unit, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const held = await holdPlans(tx, ids)
  if (ids.some((id) => !held.has(id))) throw serverError('NOT_FOUND')
}

/**
 * Attaches an account to plans. `*asap` timings queue a run on it; a plan of only those keeps no account. With
 * `onlyNew` (SetAccount v1) a plan that the account is already attached to queues nothing (sections 3.1 and 3.2).
 */
export async function attachToPlans(
  { tx }: Unit,
  { key, ids, onlyNew, now }: { key: AccountKey; ids: readonly string[]; onlyNew: boolean; now: Date },
): Promise<void> {
  const timings = await readTimings(tx, ids)
  for (const id of ids) {
    const own = timings.filter((timing) => timing.planId === id)
    const keepsAccounts = onlyNew || own.some((timing) => !timing.asap)
    const isNew = keepsAccounts && (await attachAccount(tx, id, key))
    if (onlyNew && !isNew) continue
    for (const timing of own.filter((one) => one.asap)) await queueAsapTask(tx, timing, key, now)
  }
}

/** Detaches the account from all plans but these. */
export async function detachFromOtherPlans({ tx }: Unit, key: AccountKey, keep: readonly string[]): Promise<void> {
  await detachAccount(tx, key, keep)
}

/** What `ReloadScheduler: true` does: queued runs may start now. */
export async function reloadScheduler({ tx, after }: Unit): Promise<void> {
  await releaseTasks(tx)
  after.scheduleChanged()
}
