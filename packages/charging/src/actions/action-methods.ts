import { findOrCreateAccount } from '../accounts/account-records.ts'
import { readIdSet } from '../accounts/balance-filter.ts'
import type { Engine } from '../engine.ts'
import { findUnknownTiming } from '../rating/require-timings.ts'
import { flag, integer, optional, text, textList } from '../rpc/bind-members.ts'
import { notFound, RpcError, requireMembers, serverError } from '../rpc/rpc-error.ts'
import { type Method, type Methods, method } from '../rpc/services.ts'
import { page } from '../store/page.ts'
import type { Unit } from '../store/unit.ts'
import type { Action } from './action.ts'
import { actionLists, findActionLists } from './action-records.ts'
import { applySteps } from './apply-run.ts'
import { presentActionV1, presentActionV2 } from './present-action.ts'
import { actionList, readActionList } from './read-actions.ts'
import { stepsOf } from './run-steps.ts'

export const actionMethodsV1: Methods = {
  SetActions: setActions({ unitsRequired: false }),
  GetActions: (engine, argument) => {
    const id = typeof argument === 'string' ? argument.trim() : ''
    if (id === '') throw new RpcError('MANDATORY_IE_MISSING ActionsId: ')
    return engine.read((unit) => {
      const actions = unit.get(actionLists, id)
      if (actions === undefined) throw serverError('NOT_FOUND')
      return actions.map(presentActionV1)
    })
  },
  GetActionsCount: (engine) => engine.read((unit) => unit.count(actionLists)),
  RemoveActions: method({ ActionIDs: textList }, (engine, { ActionIDs }) => {
    if (ActionIDs.length === 0) throw notFound()
    return engine.change((unit) => {
      for (const id of ActionIDs) if (unit.has(actionLists, id)) unit.remove(actionLists, id)
      return 'OK'
    })
  }),
  ExecuteAction: method({ Tenant: text, Account: text, ActionsId: text }, (engine, argument) =>
    executeAction(engine, {
      key: { tenant: argument.Tenant || engine.tenant, account: argument.Account },
      actionsId: argument.ActionsId,
    }),
  ),
}

export const actionMethodsV2: Methods = {
  SetActions: setActions({ unitsRequired: true }),
  GetActions: method(
    { ActionIDs: textList, Offset: integer, Limit: optional(integer) },
    (engine, { ActionIDs, Offset, Limit }) =>
      engine.read((unit) => {
        const lists =
          ActionIDs.length === 0
            ? page(unit.entries(actionLists), { offset: Math.max(0, Offset), limit: Limit ?? null })
            : [...findActionLists(unit, ActionIDs)]
        if (ActionIDs.some((id) => !unit.has(actionLists, id))) throw serverError('NOT_FOUND')
        return Object.fromEntries(lists.map(([id, list]) => [id, list.map((one) => presentActionV2(id, one))]))
      }),
  ),
}

function setActions(version: { unitsRequired: boolean }): Method {
  return method({ ActionsId: text, Actions: actionList, Overwrite: flag }, (engine, argument) => {
    requireMembers(argument, ['ActionsId', 'Actions'])
    const actions = readActionList(argument.Actions, version)
    return engine.change((unit) => {
      if (unit.has(actionLists, argument.ActionsId) && !argument.Overwrite) throw new RpcError('EXISTS')
      requireTimingTags(unit, actions)
      unit.put(actionLists, argument.ActionsId, actions)
      return 'OK'
    })
  })
}

function requireTimingTags(unit: Unit, actions: readonly Action[]): void {
  const tags = actions.flatMap(({ timingTags }) => Object.keys(readIdSet(timingTags, 'TimingTags')))
  const unknown = findUnknownTiming(unit, tags)
  if (unknown !== undefined) throw new RpcError(`error: NOT_FOUND querying timing with id: "${unknown}"`)
}

/** Runs a list on an account, which is made when absent, or on no account at all (section 4.3). */
function executeAction(
  engine: Engine,
  { key, actionsId }: { key: { tenant: string; account: string }; actionsId: string },
): Promise<string> {
  return engine.change((unit) => {
    const actions = unit.get(actionLists, actionsId)
    if (actions === undefined) throw notFound()
    const account = key.account === '' ? undefined : findOrCreateAccount(unit, key)
    applySteps(engine, unit, { key, account, steps: stepsOf(actions, unit.now) })
    return 'OK'
  })
}
