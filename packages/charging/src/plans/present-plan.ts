import { formatTime } from '../times/format-time.ts'
import type { Plan, Timing } from './plan-records.ts'
import type { ScheduledRow } from './scheduled.ts'

/** An action plan as GetActionPlan shows it (section 4.6). */
export function presentPlan(plan: Plan, accounts: readonly string[]): object {
  const ids = accounts.map((account) => [account, true] as const)
  return {
    Id: plan.id,
    AccountIDs: ids.length === 0 ? null : Object.fromEntries(ids),
    ActionTimings: plan.timings.map(({ uuid, calendar, actionsId, weight }) => ({
      Uuid: uuid,
      Timing: {
        Timing: {
          ID: calendar.id,
          Years: calendar.years,
          Months: calendar.months,
          MonthDays: calendar.monthDays,
          WeekDays: calendar.weekDays,
          StartTime: calendar.startTime,
          EndTime: '',
        },
        Rating: null,
        Weight: 0,
      },
      ActionsID: actionsId,
      ExtraData: null,
      Weight: weight,
    })),
  }
}

/** One timing of a plan that an account is attached to (section 3.11). */
export function presentAccountTiming(planId: string, timing: Timing): object {
  return {
    ActionPlanId: planId,
    Uuid: timing.uuid,
    ActionsId: timing.actionsId,
    NextExecTime: formatTime(timing.nextRunAt),
  }
}

/** One line of GetScheduledActions; `Accounts` counts all accounts of the plan (section 4.7). */
export function presentScheduled(row: ScheduledRow): object {
  return {
    NextRunTime: formatTime(row.nextRunAt),
    Accounts: row.accounts,
    ActionPlanID: row.planId,
    ActionTimingUUID: row.uuid,
    ActionsID: row.actionsId,
  }
}
