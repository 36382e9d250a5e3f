import { type AccountKey, lockAccount, lockOrCreateAccount } from '../accounts/tables.ts'
import { applySteps } from '../actions/apply-run.ts'
import { stepsOf } from '../actions/run-steps.ts'
import { readActions } from '../actions/tables.ts'
import { inTransaction } from '../database/transaction.ts'
import type { Engine } from '../engine.ts'
import { text, textList } from '../rpc/bind-members.ts'
import { notFound, RpcError } from '../rpc/rpc-error.ts'
import { type Method, type Methods, method } from '../rpc/services.ts'
import { readPlans, type Timing } from './tables.ts'

/** Runs a plan's timings but `*asap` now, by weight, on its accounts (section 4.7). */
const executeScheduled: Method = method(
  { ActionPlanID: text, TimeStart: text, TimeEnd: text },
  async (engine, { ActionPlanID }) => {
    // A replay of everything due between two times is not offered.
    if (ActionPlanID === '') throw new RpcError('NOT_IMPLEMENTED')
    const [plan] = await readPlans(engine.pool, ActionPlanID)
    if (plan === undefined) throw notFound()
    const timings = byWeight(plan.timings.filter((timing) => !timing.asap))
    for (const timing of timings) {
      for (const key of plan.accounts) await runTiming(engine, timing, { key, makesAccount: false })
    }
    return 'OK'
  },
)

/** CGRateS 0.10 has it among the administration methods, master among the scheduler's. */
export const executeScheduledMethods: Methods = { ExecuteScheduledActions: executeScheduled }

export const executePlanMethods: Methods = {
  ExecuteActions: executeScheduled,
  ExecuteActionPlans: method(
    { ActionPlanIDs: textList, Tenant: text, AccountID: text },
    async (engine, { ActionPlanIDs, Tenant, AccountID }) => {
      const key = { tenant: Tenant || engine.tenant, account: AccountID }
      for (const id of ActionPlanIDs) {
        const [plan] = await readPlans(engine.pool, id)
        if (plan === undefined) throw notFound()
        for (const timing of byWeight(plan.timings)) await runTiming(engine, timing, { key, makesAccount: true })
      }
      return 'OK'
    },
  ),
}

function byWeight(timings: readonly Timing[]): Timing[] {
  return [...timings].sort((a, b) => b.weight - a.weight)
}

async function runTiming(
  engine: Engine,
  timing: Timing,
  { key, makesAccount }: { key: AccountKey; makesAccount: boolean },
): Promise<void> {
  await inTransaction(engine, async (unit) => {
    const now = engine.now()
    const account = makesAccount ? await lockOrCreateAccount(unit.tx, key, now) : await lockAccount(unit.tx, key)
    if (account === undefined) return
    const actions = await readActions(unit.tx, timing.actionsId)
    if (actions === undefined) throw notFound()
    await applySteps(engine, unit, { key, account, steps: stepsOf(actions, now) })
  })
}
