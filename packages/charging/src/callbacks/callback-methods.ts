import { integer, optional, textList } from '../rpc/bind-members.ts'
import { notFound, requireMembers } from '../rpc/rpc-error.ts'
import { type Methods, method } from '../rpc/services.ts'
import { page } from '../store/page.ts'
import { type DeadCallback, deadCallbacks, queueCallback } from './callback-records.ts'

/** The posts that were given up, for an operator. CGRateS has no such list: what it cannot post is in files. */
export const callbackMethods: Methods = {
  GetFailedCallbacks: method({ Offset: integer, Limit: optional(integer) }, (engine, { Offset, Limit }) =>
    engine.read((unit) => {
      const found = page(unit.entries(deadCallbacks), { offset: Math.max(0, Offset), limit: Limit ?? null })
      if (found.length === 0 && Offset === 0) throw notFound()
      return found.map(([id, callback]) => present(id, callback))
    }),
  ),
  /** Sends them again, with the same key, as if they were new. Answers how many. */
  ReplayCallbacks: method({ IDs: textList }, (engine, argument) => {
    requireMembers(argument, ['IDs'])
    return engine.change((unit) => {
      const ids = argument.IDs.includes('*any') ? [...unit.keys(deadCallbacks)] : argument.IDs
      for (const id of ids) {
        const dead = unit.get(deadCallbacks, id)
        if (dead === undefined) throw notFound()
        const { failedAt: _, ...callback } = dead
        queueCallback(unit, Number(id), { ...callback, attempts: 0, nextAttemptAt: unit.now.toISOString() })
        unit.remove(deadCallbacks, id)
      }
      unit.afterCommit(() => engine.wakeCallbacks())
      return ids.length
    })
  }),
  RemoveFailedCallbacks: method({ IDs: textList }, (engine, argument) => {
    requireMembers(argument, ['IDs'])
    return engine.change((unit) => {
      for (const id of argument.IDs) {
        if (!unit.has(deadCallbacks, id)) throw notFound()
        unit.remove(deadCallbacks, id)
      }
      return 'OK'
    })
  }),
}

function present(id: string, callback: DeadCallback): object {
  return {
    ID: id,
    Tenant: callback.tenant,
    Account: callback.account,
    URL: callback.url,
    Body: callback.body,
    IdempotencyKey: callback.key,
    Attempts: callback.attempts,
    CreatedAt: callback.createdAt,
    FailedAt: callback.failedAt,
    LastError: callback.lastError,
  }
}
