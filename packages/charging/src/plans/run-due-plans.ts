import type { AccountKey } from '../accounts/account-key.ts'
import { findAccount } from '../accounts/account-records.ts'
import { actionLists } from '../actions/action-records.ts'
import { applySteps } from '../actions/apply-run.ts'
import { stepsOf } from '../actions/run-steps.ts'
import type { Engine } from '../engine.ts'
import { notFound, RpcError } from '../rpc/rpc-error.ts'
import type { Unit } from '../store/unit.ts'
import { nextRun } from './calendar.ts'
import { accountAfter, dueTimings, plans, readDueKey, rescheduleTiming, toAccountKey } from './plan-records.ts'
import { type AsapRun, noteFailedRun, openRuns, type PlanRun } from './run-records.ts'

/** Runs between two looks at what else waits: a few milliseconds of work. */
const PORTION = 25

type Outcome = 'none' | 'done' | 'skipped' | 'failed'

/**
 * Runs what is due at or before now, in due order, and answers how many runs were carried out. The run of an account
 * and the note that it had its turn are one unit: a crash between any two neither loses a run nor does one twice. Runs
 * missed while nothing ran are made up once, not once for each. Requests get their turn between portions.
 */
export async function runDuePlans(engine: Engine, stop?: AbortSignal): Promise<number> {
  let done = 0
  for (;;) {
    const portion: Promise<Outcome>[] = []
    for (let count = 0; count < PORTION; count++) portion.push(engine.change((unit) => runNext(engine, unit)))
    const outcomes = await Promise.all(portion)
    done += outcomes.filter((outcome) => outcome === 'done').length
    if (outcomes.at(-1) === 'none' || stop?.aborted) return done
    await new Promise((resolve) => setImmediate(resolve))
  }
}

/** When the scheduler next has something to do, or null. */
export function nextDueTime(unit: Unit): Date | null {
  if (unit.keyAfter(openRuns, '') !== undefined) return unit.now
  const due = unit.keyAfter(dueTimings, '')
  return due === undefined ? null : new Date(readDueKey(due).at)
}

function runNext(engine: Engine, unit: Unit): Outcome {
  const open = unit.keyAfter(openRuns, '')
  const first = unit.keyAfter(dueTimings, '')
  const due = first !== undefined && readDueKey(first).at <= unit.now.toISOString() ? first : undefined
  if (due !== undefined && (open === undefined || due < open)) return startPlanRun(engine, unit, due)
  if (open === undefined) return 'none'
  const run = unit.get(openRuns, open)
  if (run === undefined) return 'none'
  return 'timingUuid' in run ? continuePlanRun(engine, unit, open, run) : runAsap(engine, unit, open, run)
}

/** Sets the timing's next run and begins this one. */
function startPlanRun(engine: Engine, unit: Unit, dueKey: string): Outcome {
  const { planId, place } = readDueKey(dueKey)
  const plan = unit.get(plans, planId)
  const timing = plan?.timings[place]
  if (plan === undefined || timing === undefined) {
    unit.remove(dueTimings, dueKey)
    return 'skipped'
  }
  rescheduleTiming(unit, plan, place, nextRun(timing.calendar, unit.now))
  const { uuid: timingUuid, actionsId } = timing
  return continuePlanRun(engine, unit, dueKey, {
    planId,
    timingUuid,
    actionsId,
    after: '',
    startedAt: unit.now.getTime(),
  })
}

/** Runs the actions on the next account of the plan. A plan that was removed or replaced meanwhile ends its run. */
function continuePlanRun(engine: Engine, unit: Unit, key: string, run: PlanRun): Outcome {
  const isCurrent = unit.get(plans, run.planId)?.timings.some((timing) => timing.uuid === run.timingUuid) ?? false
  const next = isCurrent ? accountAfter(unit, run.planId, run.after) : undefined
  if (next === undefined) {
    if (unit.has(openRuns, key)) unit.remove(openRuns, key)
    return 'skipped'
  }
  const isLast = accountAfter(unit, run.planId, next.name) === undefined
  if (!isLast) unit.put(openRuns, key, { ...run, after: next.name })
  else if (unit.has(openRuns, key)) unit.remove(openRuns, key)
  return next.since > run.startedAt ? 'skipped' : runOn(engine, unit, run, toAccountKey(next.name))
}

function runAsap(engine: Engine, unit: Unit, key: string, run: AsapRun): Outcome {
  unit.remove(openRuns, key)
  if (unit.get(plans, run.planId)?.generation !== run.generation) return 'skipped'
  return runOn(engine, unit, run, { tenant: run.tenant, account: run.account })
}

const ENABLES = '*enable_account'

/** Skips an account that is gone or disabled: a plan never makes one. What fails keeps nothing but the note why. */
function runOn(engine: Engine, unit: Unit, run: { planId: string; actionsId: string }, key: AccountKey): Outcome {
  const account = findAccount(unit, key)
  const actions = unit.get(actionLists, run.actionsId)
  // A disabled account waits for the plan that enables it, or for an operator.
  const mayRun = account?.disabled === false || actions?.some(({ identifier }) => identifier === ENABLES)
  if (account === undefined || !mayRun) return 'skipped'
  const attempt = unit.attempt(() => {
    if (actions === undefined) throw notFound()
    applySteps(engine, unit, { key, account, steps: stepsOf(actions, unit.now) })
  })
  if ('result' in attempt) return 'done'
  const { error } = attempt
  engine.log.error({ err: error, run, key }, 'a planned charging run failed')
  const reason = error instanceof RpcError ? error.message : 'internal error'
  noteFailedRun(unit, { ...key, planId: run.planId, actionsId: run.actionsId, error: reason })
  return 'failed'
}
