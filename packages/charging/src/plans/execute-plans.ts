import type { AccountKey } from '../accounts/account-key.ts'
import { findAccount, findOrCreateAccount } from '../accounts/account-records.ts'
import { actionLists } from '../actions/action-records.ts'
import { applySteps } from '../actions/apply-run.ts'
import { stepsOf } from '../actions/run-steps.ts'
import type { Engine } from '../engine.ts'
import { text, textList } from '../rpc/bind-members.ts'
import { notFound, RpcError } from '../rpc/rpc-error.ts'
import { type Method, type Methods, method } from '../rpc/services.ts'
import { accountsOf, plans, type Timing, toAccountKey } from './plan-records.ts'

/** Runs a plan's timings but `*asap` now, by weight, on its accounts (section 4.7). */
const executeScheduled: Method = method(
  { ActionPlanID: text, TimeStart: text, TimeEnd: text },
  async (engine, { ActionPlanID }) => {
    // A replay of everything due between two times is not offered.
    if (ActionPlanID === '') throw new RpcError('NOT_IMPLEMENTED')
    const { timings, accounts } = await readPlan(engine, ActionPlanID)
    for (const timing of byWeight(timings.filter(({ asap }) => !asap))) {
      for (const key of accounts) await runTiming(engine, timing, { key, makesAccount: false })
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
        const { timings } = await readPlan(engine, id)
        for (const timing of byWeight(timings)) await runTiming(engine, timing, { key, makesAccount: true })
      }
      return 'OK'
    },
  ),
}

async function readPlan(engine: Engine, id: string): Promise<{ timings: readonly Timing[]; accounts: AccountKey[] }> {
  return await engine.read((unit) => {
    const plan = unit.get(plans, id)
    if (plan === undefined) throw notFound()
    return { timings: plan.timings, accounts: accountsOf(unit, id).map(toAccountKey) }
  })
}

function byWeight(timings: readonly Timing[]): Timing[] {
  return [...timings].sort((a, b) => b.weight - a.weight)
}

async function runTiming(
  engine: Engine,
  timing: Timing,
  { key, makesAccount }: { key: AccountKey; makesAccount: boolean },
): Promise<void> {
  await engine.change((unit) => {
    const account = makesAccount ? findOrCreateAccount(unit, key) : findAccount(unit, key)
    if (account === undefined) return
    const actions = unit.get(actionLists, timing.actionsId)
    if (actions === undefined) throw notFound()
    applySteps(engine, unit, { key, account, steps: stepsOf(actions, unit.now) })
  })
}
