import { integer, optional, textList } from '../rpc/bind-members.ts'
import { notFound, requireMembers } from '../rpc/rpc-error.ts'
import { type Methods, method } from '../rpc/services.ts'
import { page } from '../store/page.ts'
import { failedRuns } from './run-records.ts'

/** The planned runs that failed and are not tried again, for an operator. CGRateS only logs them. */
export const runMethods: Methods = {
  GetFailedRuns: method({ Offset: integer, Limit: optional(integer) }, (engine, { Offset, Limit }) =>
    engine.read((unit) => {
      const found = page(unit.entries(failedRuns), { offset: Math.max(0, Offset), limit: Limit ?? null })
      if (found.length === 0 && Offset === 0) throw notFound()
      return found.map(([id, run]) => ({
        ID: id,
        Tenant: run.tenant,
        Account: run.account,
        ActionPlanID: run.planId,
        ActionsID: run.actionsId,
        FailedAt: run.failedAt,
        Error: run.error,
      }))
    }),
  ),
  RemoveFailedRuns: method({ IDs: textList }, (engine, argument) => {
    requireMembers(argument, ['IDs'])
    return engine.change((unit) => {
      for (const id of argument.IDs) {
        if (!unit.has(failedRuns, id)) throw notFound()
        unit.remove(failedRuns, id)
      }
      return 'OK'
    })
  }),
}
