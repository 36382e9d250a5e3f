import { randomUUID } from 'node:crypto'
import { readActionLists } from '../actions/tables.ts'
import { inTransaction } from '../database/transaction.ts'
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
import { parseTimeExpression } from '../times/parse-time-expression.ts'
import { ASAP, calendarOf, firstRun } from './calendar.ts'
import { presentAccountTiming, presentPlan, presentScheduled } from './present-plan.ts'
import { reloadScheduler } from './set-account-plans.ts'
import {
  attachAccount,
  deletePlan,
  readAccountTimings,
  readPlanIds,
  readPlans,
  readScheduled,
  type Timing,
  writePlan,
} from './tables.ts'

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
  GetActionPlan: method({ ID: text }, async (engine, { ID }) => {
    const plans = await readPlans(engine.pool, ID === '' || ID === '*' ? undefined : ID)
    if (plans.length === 0) throw notFound()
    return plans.map(presentPlan)
  }),
  GetActionPlanIDs: method({ Offset: integer, Limit: optional(integer) }, async (engine, { Offset, Limit }) => {
    const ids = await readPlanIds(engine.pool, { offset: Math.max(0, Offset), limit: Limit ?? null })
    if (ids.length === 0 && Offset === 0) throw notFound()
    return ids
  }),
  RemoveActionPlan: method({ ID: text }, async (engine, argument) => {
    requireMembers(argument, ['ID'])
    return await inTransaction(engine, async ({ tx }) => {
      await deletePlan(tx, argument.ID)
      return 'OK'
    })
  }),
  GetAccountActionPlan: method({ Tenant: text, Account: text }, async (engine, { Tenant, Account }) => {
    // The blank after Account is CGRateS's own.
    if (isEmpty(Account)) throw new RpcError('MANDATORY_IE_MISSING: [Account ]')
    const timings = await readAccountTimings(engine.pool, { tenant: Tenant || engine.tenant, account: Account })
    return timings.map(presentAccountTiming)
  }),
  GetScheduledActions: method(
    { Tenant: text, Account: text, TimeStart: time, TimeEnd: time, Offset: integer, Limit: optional(integer) },
    async (engine, argument) => {
      const rows = await readScheduled(engine.pool, {
        tenant: argument.Tenant,
        account: argument.Account,
        from: argument.TimeStart,
        until: argument.TimeEnd,
        offset: Math.max(0, argument.Offset),
        limit: argument.Limit ?? null,
      })
      if (rows.length === 0) throw notFound()
      return rows.map(presentScheduled)
    },
  ),
}

export const schedulerMethods: Methods = {
  Reload: async (engine) => {
    await inTransaction(engine, reloadScheduler)
    return 'OK'
  },
}

async function setPlan(engine: Engine, argument: Bound<typeof planMembers>, accountIds: string[]): Promise<string> {
  requireMembers(argument, ['Id', 'ActionPlan'])
  return await inTransaction(engine, async (unit) => {
    const actions = await readActionLists(
      unit.tx,
      argument.ActionPlan.map((item) => item.ActionsId),
    )
    const now = engine.now()
    const timings = argument.ActionPlan.map((item) => toTiming(item, { planId: argument.Id, actions, now }))
    const stored = await writePlan(unit.tx, { id: argument.Id, timings, overwrite: argument.Overwrite })
    if (!stored) throw new RpcError('EXISTS')
    for (const id of accountIds) {
      const [tenant = '', ...name] = id.split(':')
      await attachAccount(unit.tx, argument.Id, { tenant, account: name.join(':') })
    }
    if (argument.ReloadScheduler) await reloadScheduler(unit)
    return 'OK'
  })
}

function toTiming(
  item: Bound<typeof timingMembers>,
  { planId, actions, now }: { planId: string; actions: ReadonlyMap<string, unknown>; now: Date },
): Timing {
  const missing = (['ActionsId', 'Time'] as const).filter((name) => item[name] === '')
  if (missing.length > 0) throw new RpcError(`MANDATORY_IE_MISSING:Action:${item.ActionsId}:[${missing.join(' ')}]`)
  if (!actions.has(item.ActionsId)) throw new RpcError(`BROKEN_REFERENCE:${item.ActionsId}`)
  const calendar = calendarOf(
    item.Time,
    {
      years: item.Years,
      months: item.Months,
      monthDays: item.MonthDays,
      weekDays: item.WeekDays,
      timingId: item.TimingID,
    },
    now,
  )
  const asap = item.Time === ASAP
  return {
    uuid: randomUUID(),
    planId,
    actionsId: item.ActionsId,
    weight: item.Weight.toNumber(),
    calendar,
    asap,
    nextRunAt: asap ? null : firstRun(calendar, now),
  }
}
