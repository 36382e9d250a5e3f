import { flag, text } from '../rpc/bind-members.ts'
import { requireMembers, serverError } from '../rpc/rpc-error.ts'
import { type Methods, method } from '../rpc/services.ts'
import { detachFromPlan, plans, removePlan, removeTiming } from './plan-records.ts'
import { reloadScheduler } from './set-account-plans.ts'

export const removeTimingMethods: Methods = {
  /** With an account detaches it from the plan, else takes one timing from the plan, else the whole plan (section 3.11). */
  RemoveActionTiming: method(
    { ActionPlanId: text, ActionTimingId: text, Tenant: text, Account: text, ReloadScheduler: flag },
    (engine, argument) => {
      requireMembers(argument, ['ActionPlanId'])
      const { ActionPlanId: id, ActionTimingId: uuid, Account: account } = argument
      return engine.change((unit) => {
        const plan = unit.get(plans, id)
        if (plan === undefined) throw serverError('NOT_FOUND')
        if (account !== '') detachFromPlan(unit, { tenant: argument.Tenant || engine.tenant, account }, id)
        else if (uuid !== '') removeTiming(unit, plan, uuid)
        else removePlan(unit, id)
        if (argument.ReloadScheduler) reloadScheduler(engine, unit)
        return 'OK'
      })
    },
  ),
}
