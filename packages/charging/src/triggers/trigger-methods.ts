import { randomUUID } from 'node:crypto'
import type { Account } from '../accounts/account.ts'
import { findAccount, saveAccount } from '../accounts/account-records.ts'
import { applyTriggers } from '../actions/apply-run.ts'
import type { Engine } from '../engine.ts'
import { flag, freeMap, text, textList } from '../rpc/bind-members.ts'
import { notFound, RpcError, requireMembers, serverError } from '../rpc/rpc-error.ts'
import { type Methods, method } from '../rpc/services.ts'
import type { Unit } from '../store/unit.ts'
import { parseTimeExpression } from '../times/parse-time-expression.ts'
import { presentTrigger } from './present-trigger.ts'
import { blankTrigger, withTriggerMembers } from './read-trigger.ts'
import type { Trigger } from './trigger.ts'
import { findTrigger, findTriggerGroups, putTrigger, removeTriggers } from './trigger-records.ts'

const accountMembers = { Tenant: text, Account: text }
const chosenMembers = { ...accountMembers, GroupID: text, UniqueID: text }

export const triggerMethods: Methods = {
  SetActionTrigger: method({ GroupID: text, UniqueID: text, ActionTrigger: freeMap }, (engine, argument) => {
    requireMembers(argument, ['GroupID'])
    const uniqueId = argument.UniqueID || randomUUID()
    return engine.change((unit) => {
      const old = findTrigger(unit, argument.GroupID, uniqueId) ?? blankTrigger(argument.GroupID, uniqueId)
      putTrigger(unit, withTriggerMembers(old, argument.ActionTrigger, unit.now))
      return 'OK'
    })
  }),
  GetActionTriggers: method({ GroupIDs: textList }, (engine, { GroupIDs }) =>
    engine.read((unit) => {
      const triggers = findTriggerGroups(unit, GroupIDs)
      if (triggers.length === 0) throw notFound()
      return triggers.map(presentTrigger)
    }),
  ),
  RemoveActionTrigger: method({ GroupID: text, UniqueID: text }, (engine, argument) => {
    requireMembers(argument, ['GroupID'])
    return engine.change((unit) => {
      removeTriggers(unit, argument.GroupID, argument.UniqueID)
      return 'OK'
    })
  }),
  GetAccountActionTriggers: method(accountMembers, (engine, argument) => {
    requireMembers(argument, ['Account'])
    return engine.read((unit) => {
      const account = findAccount(unit, keyOf(engine, argument))
      if (account === undefined) throw serverError('NOT_FOUND')
      return account.triggers.map(presentTrigger)
    })
  }),
  AddAccountActionTriggers: method(
    {
      ...accountMembers,
      ActionTriggerIDs: textList,
      ActionTriggerOverwrite: flag,
      ActivationDate: text,
      Executed: flag,
    },
    (engine, argument) =>
      changeTriggers(engine, argument, (unit, account) => {
        const added = findTriggerGroups(unit, argument.ActionTriggerIDs)
        const known = (group: string) => added.some((trigger) => trigger.id === group)
        if (argument.ActionTriggerIDs.length === 0 || !argument.ActionTriggerIDs.every(known)) throw notFound()
        const activatesAt = parseTimeExpression(argument.ActivationDate, unit.now)?.toISOString() ?? null
        const kept = argument.ActionTriggerOverwrite ? [] : account.triggers
        const fresh = added.filter((one) => !kept.some((old) => isSame(old, one)))
        return [...kept, ...fresh.map((one) => ({ ...one, activatesAt, executed: argument.Executed }))]
      }),
  ),
  SetAccountActionTriggers: method({ ...chosenMembers, ActionTrigger: freeMap }, (engine, argument) =>
    changeTriggers(
      engine,
      argument,
      ({ now }, account) => {
        const isMine = isChosen(argument)
        const isNamed = argument.GroupID !== '' || argument.UniqueID !== ''
        if (isNamed && account.triggers.some(isMine)) {
          return account.triggers.map((one) =>
            isMine(one) ? withTriggerMembers(one, argument.ActionTrigger, now) : one,
          )
        }
        const made = blankTrigger(argument.GroupID || randomUUID(), argument.UniqueID || randomUUID())
        const trigger = withTriggerMembers(made, argument.ActionTrigger, now)
        if (trigger.thresholdType === '') throw new RpcError('MANDATORY_IE_MISSING: [ThresholdType]')
        return [...account.triggers, trigger]
      },
      { evaluate: true },
    ),
  ),
  RemoveAccountActionTriggers: method(chosenMembers, (engine, argument) =>
    changeTriggers(engine, argument, (_, account) =>
      account.triggers.filter((trigger) => !isChosen(argument)(trigger)),
    ),
  ),
  ResetAccountActionTriggers: method({ ...chosenMembers, Executed: flag }, (engine, argument) =>
    changeTriggers(
      engine,
      argument,
      (_, account) =>
        account.triggers.map((trigger) =>
          isChosen(argument)(trigger) ? { ...trigger, executed: argument.Executed } : trigger,
        ),
      { evaluate: !argument.Executed },
    ),
  ),
}

/** Replaces the triggers of an account, then, if asked, carries out those that are due at once (section 5.2). */
function changeTriggers(
  engine: Engine,
  argument: { Tenant: string; Account: string },
  change: (unit: Unit, account: Account) => readonly Trigger[],
  { evaluate = false } = {},
): Promise<string> {
  requireMembers(argument, ['Account'])
  return engine.change((unit) => {
    const before = findAccount(unit, keyOf(engine, argument))
    if (before === undefined) throw notFound()
    const next = { ...before, triggers: change(unit, before) }
    if (evaluate) applyTriggers(engine, unit, { before, next, changed: next.balances })
    else saveAccount(engine, unit, before, next)
    return 'OK'
  })
}

function keyOf(engine: Engine, { Tenant, Account }: { Tenant: string; Account: string }) {
  return { tenant: Tenant || engine.tenant, account: Account }
}

/** Both empty means every trigger. */
function isChosen({ GroupID, UniqueID }: { GroupID: string; UniqueID: string }): (trigger: Trigger) => boolean {
  return (trigger) => (GroupID === '' || trigger.id === GroupID) && (UniqueID === '' || trigger.uniqueId === UniqueID)
}

function isSame(one: Trigger, other: Trigger): boolean {
  return one.id === other.id && one.uniqueId === other.uniqueId
}
