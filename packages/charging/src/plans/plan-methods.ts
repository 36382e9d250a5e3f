import { randomUUID } from 'node:crypto'
import { actionLists } from '../actions/action-records.ts'
import type { Engine } from '../engine.ts'
import {
  type Bound,
  decimal,
  flag,
  integer,
  listOf,
  type Member,
  optional,
  text,
  textList,
} from '../rpc/bind-members.ts'
import { isEmpty, notFound, RpcError, requireMembers } from '../rpc/rpc-error.ts'
import { type Methods, method } from '../rpc/services.ts'
import { page } from '../store/page.ts'
import type { Unit } from '../store/unit.ts'
import { parseTimeExpression } from '../times/parse-time-expression.ts'
import { ASAP, calendarOf, firstRun } from './calendar.ts'
import {
  accountsOf,
  attachAccount,
  plans,
  plansOf,
  putPlan,
  removePlan,
  type Timing,
  toAccountKey,
} from './plan-records.ts'
import { presentAccountTiming, presentPlan, presentScheduled } from './present-plan.ts'
import { findScheduled } from './scheduled.ts'
import { reloadScheduler } from './set-account-plans.ts'

const timingMembers = {
  ActionsId: text,
  Time: text,
  TimingID: text,
  Years: text,
  Months: text,
  MonthDays: text,
  WeekDays: text,
  Weight: decimal,
}
const planMembers = { Id: text, ActionPlan: listOf(timingMembers), Overwrite: flag, ReloadScheduler: flag }
/** A time of GetScheduledActions: absent is no limit. */
const time: Member<Date | null> = { read: (value) => parseTimeExpression(String(value), new Date(0)), absent: null }

export const planMethods: Methods = {
  SetActionPlan: method(planMembers, (engine, argument) => setPlan(engine, argument, [])),
  SetActionPlanAccounts: method({ ...planMembers, AccountIDs: textList }, (engine, argument) =>
    setPlan(engine, argument, argument.AccountIDs),
  ),
  GetActionPlan: method({ ID: text }, (engine, { ID }) =>
    engine.read((unit) => {
      const ids = ID === '' || ID === '*' ? unit.keys(plans) : [ID]
      const found = Array.from(ids, (id) => unit.get(plans, id) ?? []).flat()
      if (found.length === 0) throw notFound()
      return found.map((plan) => presentPlan(plan, accountsOf(unit, plan.id)))
    }),
  ),
  GetActionPlanIDs: method({ Offset: integer, Limit: optional(integer) }, (engine, { Offset, Limit }) =>
    engine.read((unit) => {
      const ids = page(unit.keys(plans), { offset: Math.max(0, Offset), limit: Limit ?? null })
      if (ids.length === 0 && Offset === 0) throw notFound()
      return ids
    }),
  ),
  RemoveActionPlan: method({ ID: text }, (engine, argument) => {
    requireMembers(argument, ['ID'])
    return engine.change((unit) => {
      if (unit.has(plans, argument.ID)) removePlan(unit, argument.ID)
      return 'OK'
    })
  }),
  GetAccountActionPlan: method({ Tenant: text, Account: text }, (engine, { Tenant, Account }) => {
    // The blank after Account is CGRateS's own.
    if (isEmpty(Account)) throw new RpcError('MANDATORY_IE_MISSING: [Account ]')
    return engine.read((unit) =>
      plansOf(unit, { tenant: Tenant || engine.tenant, account: Account }).flatMap((id) =>
        (unit.get(plans, id)?.timings ?? []).map((timing) => presentAccountTiming(id, timing)),
      ),
    )
  }),
  GetScheduledActions: method(
    { Tenant: text, Account: text, TimeStart: time, TimeEnd: time, Offset: integer, Limit: optional(integer) },
    (engine, argument) =>
      engine.read((unit) => {
        const rows = findScheduled(unit, {
          tenant: argument.Tenant,
          account: argument.Account,
          from: argument.TimeStart,
          until: argument.TimeEnd,
          offset: Math.max(0, argument.Offset),
          limit: argument.Limit ?? null,
        })
        if (rows.length === 0) throw notFound()
        return rows.map(presentScheduled)
      }),
  ),
}

export const schedulerMethods: Methods = {
  Reload: (engine) =>
    engine.change((unit) => {
      reloadScheduler(engine, unit)
      return 'OK'
    }),
}

function setPlan(engine: Engine, argument: Bound<typeof planMembers>, accountIds: string[]): Promise<string> {
  requireMembers(argument, ['Id', 'ActionPlan'])
  return engine.change((unit) => {
    const timings = argument.ActionPlan.map((item) => toTiming(unit, item))
    if (unit.has(plans, argument.Id) && !argument.Overwrite) throw new RpcError('EXISTS')
    putPlan(unit, argument.Id, timings)
    for (const id of accountIds) attachAccount(unit, argument.Id, toAccountKey(id))
    if (argument.ReloadScheduler) reloadScheduler(engine, unit)
    // A plan runs as soon as it is set; only the scheduler's timer has to hear of it.
    unit.afterCommit(() => engine.wakeScheduler())
    return 'OK'
  })
}

function toTiming(unit: Unit, item: Bound<typeof timingMembers>): Timing {
  const missing = (['ActionsId', 'Time'] as const).filter((name) => item[name] === '')
  if (missing.length > 0) throw new RpcError(`MANDATORY_IE_MISSING:Action:${item.ActionsId}:[${missing.join(' ')}]`)
  if (!unit.has(actionLists, item.ActionsId)) throw new RpcError(`BROKEN_REFERENCE:${item.ActionsId}`)
  const calendar = calendarOf(
    item.Time,
    {
      years: item.Years,
      months: item.Months,
      monthDays: item.MonthDays,
      weekDays: item.WeekDays,
      timingId: item.TimingID,
    },
    unit.now,
  )
  const asap = item.Time === ASAP
  return {
    uuid: randomUUID(),
    actionsId: item.ActionsId,
    weight: item.Weight.toNumber(),
    calendar,
    asap,
    nextRunAt: asap ? null : firstRun(calendar, unit.now),
  }
}
