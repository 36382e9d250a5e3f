import type { AccountKey } from '../accounts/account-key.ts'
import { defineDocuments } from '../store/collection.ts'
import { joinKey, keyPrefix, numberKey, splitKey, tenantKey, timeKey, weightKey } from '../store/key.ts'
import { nextNumber } from '../store/sequence.ts'
import type { Unit } from '../store/unit.ts'
import type { Plan, Timing } from './plan-records.ts'

/** An `*asap` run on one account. */
export type AsapRun = AccountKey & {
  readonly planId: string
  readonly generation: number
  readonly actionsId: string
  readonly weight: number
}

/** A timing's run on all accounts of its plan, one after the other. */
export type PlanRun = {
  readonly planId: string
  readonly timingUuid: string
  readonly actionsId: string
  /** the last account that had its turn */
  readonly after: string
  /** accounts attached later have no part in it, milliseconds since 1970 */
  readonly startedAt: number
}

export type FailedRun = AccountKey & {
  readonly planId: string
  readonly actionsId: string
  readonly failedAt: string
  readonly error: string
}

/** Waits for the next reload of the scheduler; by account and number. */
const waitingRuns = defineDocuments<AsapRun>('waiting-run')
/** What runs as soon as there is time, by time, weight and number. */
export const openRuns = defineDocuments<AsapRun | PlanRun>('open-run')
/** What failed is not tried again; by number. */
export const failedRuns = defineDocuments<FailedRun>('failed-run')

/** Queues an `*asap` timing's run on an account; it waits for the next scheduler reload (section 3.2). */
export function queueAsapRun(unit: Unit, plan: Plan, timing: Timing, { tenant, account }: AccountKey): void {
  const { id: planId, generation } = plan
  const key = joinKey(tenantKey(tenant, account), numberKey(nextNumber(unit, 'run')))
  unit.put(waitingRuns, key, {
    tenant,
    account,
    planId,
    generation,
    actionsId: timing.actionsId,
    weight: timing.weight,
  })
}

/** Lets the queued `*asap` runs start: what a scheduler reload does. */
export function releaseRuns(unit: Unit): void {
  for (const [key, run] of unit.entries(waitingRuns)) {
    unit.remove(waitingRuns, key)
    const number = splitKey(key)[1] ?? ''
    unit.put(openRuns, joinKey(timeKey(unit.now), weightKey(run.weight), number), run)
  }
}

export function dropWaitingRuns(unit: Unit, { tenant, account }: AccountKey): void {
  for (const key of unit.keys(waitingRuns, keyPrefix(tenantKey(tenant, account)))) unit.remove(waitingRuns, key)
}

/** Keeps a run whose actions failed, with the reason, for the operator to see. */
export function noteFailedRun(unit: Unit, run: Omit<FailedRun, 'failedAt'>): void {
  const { tenant, account, planId, actionsId, error } = run
  const failedAt = unit.now.toISOString()
  unit.put(failedRuns, numberKey(nextNumber(unit, 'run')), { tenant, account, planId, actionsId, error, failedAt })
}
