import { lockAccount } from '../accounts/tables.ts'
import { applySteps } from '../actions/apply-run.ts'
import { stepsOf } from '../actions/run-steps.ts'
import { readActions } from '../actions/tables.ts'
import { inTransaction, type Queryable, type Unit } from '../database/transaction.ts'
import type { Engine } from '../engine.ts'
import { notFound, RpcError } from '../rpc/rpc-error.ts'
import { nextRun } from './calendar.ts'
import type { Timing } from './tables.ts'
import { deleteTask, failTask, isAttached, queuePlanTasks, type Task, takeTask } from './tasks.ts'

const BATCH = 200

/**
 * Runs what is due at or before now, in due order, and answers how many runs were carried out. Each due timing is
 * first turned into one task per account together with its next run, then each task is carried out and removed in one
 * transaction: a crash between any two steps neither loses a run nor does one twice. Runs missed while nothing ran
 * are made up once, not once for each.
 */
export async function runDuePlans(engine: Engine): Promise<number> {
  while ((await queueDueTimings(engine)) === BATCH);
  let done = 0
  const tried: string[] = []
  for (;;) {
    const outcome = await runNextTask(engine, tried)
    if (outcome === 'none') return done
    if (outcome === 'done') done++
  }
}

/** When the scheduler next has something to do, or null. Open tasks are due at once. */
export async function nextDueTime(db: Queryable): Promise<Date | null> {
  const { rows } = await db.query<{ at: Date | null }>(
    `select least(
       (select min(next_run_at) from ocs.action_timing where next_run_at is not null),
       (select min(due_at) from ocs.task where ready and failed_at is null)) as at`,
  )
  return rows[0]?.at ?? null
}

async function queueDueTimings(engine: Engine): Promise<number> {
  return await inTransaction(engine, async ({ tx }) => {
    const now = engine.now()
    const { rows } = await tx.query<Timing & { nextRunAt: Date }>(
      `select uuid, plan_id as "planId", actions_id as "actionsId", weight, calendar, asap, next_run_at as "nextRunAt"
       from ocs.action_timing where next_run_at <= $1 order by next_run_at, weight desc limit $2 for update skip locked`,
      [now, BATCH],
    )
    for (const timing of rows) {
      await queuePlanTasks(tx, timing, timing.nextRunAt)
      await tx.query('update ocs.action_timing set next_run_at = $2 where uuid = $1', [
        timing.uuid,
        nextRun(timing.calendar, now),
      ])
    }
    return rows.length
  })
}

async function runNextTask(engine: Engine, tried: string[]): Promise<'none' | 'done' | 'skipped' | 'failed'> {
  let taken: Task | undefined
  try {
    return await inTransaction(engine, async (unit) => {
      taken = await takeTask(unit.tx, tried)
      if (taken === undefined) return 'none'
      const ran = await runTask(engine, unit, taken)
      await deleteTask(unit.tx, taken.id)
      return ran ? 'done' : 'skipped'
    })
  } catch (error) {
    if (taken === undefined) throw error
    // Not again in this pass; after a fault of the engine or the database the next pass tries it again.
    tried.push(taken.id)
    engine.log.error({ err: error, task: taken }, 'a planned charging run failed')
    if (error instanceof RpcError)
      await failTask(engine.pool, { id: taken.id, error: error.message, now: engine.now() })
    return 'failed'
  }
}

/** False when the account is gone or no longer attached: a plan never makes an account. */
async function runTask(engine: Engine, unit: Unit, task: Task): Promise<boolean> {
  const account = await lockAccount(unit.tx, task)
  if (account === undefined) return false
  if (!task.asap && !(await isAttached(unit.tx, task))) return false
  const actions = await readActions(unit.tx, task.actionsId)
  if (actions === undefined) throw notFound()
  const key = { tenant: task.tenant, account: task.account }
  await applySteps(engine, unit, { key, account, steps: stepsOf(actions, engine.now()) })
  return true
}
