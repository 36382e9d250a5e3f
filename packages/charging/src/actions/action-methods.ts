import { lockOrCreateAccount } from '../accounts/tables.ts'
import { inTransaction } from '../database/transaction.ts'
import type { Engine } from '../engine.ts'
import { flag, integer, optional, text, textList } from '../rpc/bind-members.ts'
import { notFound, RpcError, requireMembers, serverError } from '../rpc/rpc-error.ts'
import { type Method, type Methods, method } from '../rpc/services.ts'
import type { Action } from './action.ts'
import { applySteps } from './apply-run.ts'
import { presentActionV1, presentActionV2 } from './present-action.ts'
import { actionList, readActionList } from './read-actions.ts'
import { stepsOf } from './run-steps.ts'
import { deleteActions, readActionLists, readActionPage, readActions, writeActions } from './tables.ts'

export const actionMethodsV1: Methods = {
  SetActions: setActions({ unitsRequired: false }),
  GetActions: async (engine, argument) => {
    const id = typeof argument === 'string' ? argument.trim() : ''
    if (id === '') throw new RpcError('MANDATORY_IE_MISSING ActionsId: ')
    const actions = await readActions(engine.pool, id)
    if (actions === undefined) throw serverError('NOT_FOUND')
    return actions.map(presentActionV1)
  },
  RemoveActions: method({ ActionIDs: textList }, async (engine, { ActionIDs }) => {
    if (ActionIDs.length === 0) throw notFound()
    await deleteActions(engine.pool, ActionIDs)
    return 'OK'
  }),
  ExecuteAction: method({ Tenant: text, Account: text, ActionsId: text }, async (engine, argument) => {
    return await executeAction(engine, {
      key: { tenant: argument.Tenant || engine.tenant, account: argument.Account },
      actionsId: argument.ActionsId,
    })
  }),
}

export const actionMethodsV2: Methods = {
  SetActions: setActions({ unitsRequired: true }),
  GetActions: method(
    { ActionIDs: textList, Offset: integer, Limit: optional(integer) },
    async (engine, { ActionIDs, Offset, Limit }) => {
      const lists =
        ActionIDs.length === 0
          ? await readActionPage(engine.pool, { offset: Math.max(0, Offset), limit: Limit ?? null })
          : await readActionLists(engine.pool, ActionIDs)
      if (ActionIDs.some((id) => !lists.has(id))) throw serverError('NOT_FOUND')
      return Object.fromEntries(
        [...lists].map(([id, list]) => [id, list.map((one: Action) => presentActionV2(id, one))]),
      )
    },
  ),
}

function setActions(version: { unitsRequired: boolean }): Method {
  return method({ ActionsId: text, Actions: actionList, Overwrite: flag }, async (engine, argument) => {
    requireMembers(argument, ['ActionsId', 'Actions'])
    const stored = await writeActions(engine.pool, {
      id: argument.ActionsId,
      actions: readActionList(argument.Actions, version),
      overwrite: argument.Overwrite,
    })
    if (!stored) throw new RpcError('EXISTS')
    return 'OK'
  })
}

/** Runs a list on an account, which is made when absent, or on no account at all (section 4.3). */
async function executeAction(
  engine: Engine,
  { key, actionsId }: { key: { tenant: string; account: string }; actionsId: string },
): Promise<string> {
  return await inTransaction(engine, async (unit) => {
    const actions = await readActions(unit.tx, actionsId)
    if (actions === undefined) throw notFound()
    const now = engine.now()
    const account = key.account === '' ? undefined : await lockOrCreateAccount(unit.tx, key, now)
    await applySteps(engine, unit, { key, account, steps: stepsOf(actions, now) })
    return 'OK'
  })
}
