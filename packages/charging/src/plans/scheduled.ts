import { page } from '../store/page.ts'
import type { Unit } from '../store/unit.ts'
import {
  accountsOf,
  countAccountsOf,
  type DueTiming,
  dueTimings,
  plans,
  plansOf,
  readDueKey,
  toAccountKey,
} from './plan-records.ts'

export type ScheduledRow = { planId: string; uuid: string; actionsId: string; nextRunAt: Date; accounts: number }

export type ScheduledFilter = {
  tenant: string
  account: string
  from: Date | null
  until: Date | null
  offset: number
  limit: number | null
}

/** What is scheduled, soonest first; tenant and account, when given, restrict to plans that hold such an account. */
export function findScheduled(unit: Unit, filter: ScheduledFilter): ScheduledRow[] {
  return page(matching(unit, filter), filter)
}

function* matching(unit: Unit, { tenant, account, from, until }: ScheduledFilter): Iterable<ScheduledRow> {
  const holds = planFilter(unit, tenant, account)
  for (const key of unit.keys(dueTimings)) {
    const due = readDueKey(key)
    if (from !== null && due.at < from.toISOString()) continue
    if (until !== null && due.at >= until.toISOString()) return
    const row = holds(due.planId) ? toRow(unit, due) : undefined
    if (row !== undefined) yield row
  }
}

function planFilter(unit: Unit, tenant: string, account: string): (planId: string) => boolean {
  if (tenant === '' && account === '') return () => true
  if (tenant !== '' && account !== '') {
    const own = new Set(plansOf(unit, { tenant, account }))
    return (planId) => own.has(planId)
  }
  return (planId) =>
    accountsOf(unit, planId)
      .map(toAccountKey)
      .some((one) => (tenant === '' || one.tenant === tenant) && (account === '' || one.account === account))
}

function toRow(unit: Unit, { planId, place }: DueTiming): ScheduledRow | undefined {
  const timing = unit.get(plans, planId)?.timings[place]
  if (timing === undefined || timing.asap || timing.nextRunAt === null) return undefined
  const { uuid, actionsId, nextRunAt } = timing
  return { planId, uuid, actionsId, nextRunAt, accounts: countAccountsOf(unit, planId) }
}
