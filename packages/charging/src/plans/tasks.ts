import type { AccountKey } from '../accounts/tables.ts'
import type { Queryable, Tx } from '../database/transaction.ts'
import type { Timing } from './tables.ts'

/** One run of one action list on one account, waiting. */
export type Task = { id: string; planId: string; actionsId: string; tenant: string; account: string; asap: boolean }

/** Queues an `*asap` timing's run on an account; it waits for the next scheduler reload (section 3.2). */
export async function queueAsapTask(tx: Tx, timing: Timing, key: AccountKey, now: Date): Promise<void> {
  await tx.query(
    `insert into ocs.task (plan_id, actions_id, tenant, account, asap, ready, due_at, weight)
     values ($1, $2, $3, $4, true, false, $5, $6)`,
    [timing.planId, timing.actionsId, key.tenant, key.account, now, timing.weight],
  )
}

/** Queues a timing's run on every account of its plan. */
export async function queuePlanTasks(tx: Tx, timing: Timing, dueAt: Date): Promise<void> {
  await tx.query(
    `insert into ocs.task (plan_id, actions_id, tenant, account, asap, ready, due_at, weight)
     select plan_id, $2, tenant, account, false, true, $3, $4 from ocs.action_plan_account
     where plan_id = $1 order by tenant, account`,
    [timing.planId, timing.actionsId, dueAt, timing.weight],
  )
}

/** Lets the queued `*asap` runs start: what a scheduler reload does. */
export async function releaseTasks(db: Queryable): Promise<void> {
  await db.query('update ocs.task set ready = true where not ready')
}

/** Takes the next open task for this transaction alone, in due order, higher weight first. */
export async function takeTask(tx: Tx, tried: readonly string[]): Promise<Task | undefined> {
  const { rows } = await tx.query<Task>(
    `select id, plan_id as "planId", actions_id as "actionsId", tenant, account, asap from ocs.task
     where failed_at is null and ready and not id = any($1::bigint[])
     order by due_at, weight desc, id limit 1 for update skip locked`,
    [tried],
  )
  return rows[0]
}

export async function deleteTask(tx: Tx, id: string): Promise<void> {
  await tx.query('delete from ocs.task where id = $1', [id])
}

/** Keeps a task whose actions failed, with the reason, for the operator to see; it is not tried again. */
export async function failTask(db: Queryable, { id, error, now }: { id: string; error: string; now: Date }) {
  await db.query('update ocs.task set failed_at = $2, error = $3 where id = $1 and failed_at is null', [id, now, error])
}

export async function isAttached(tx: Tx, { planId, tenant, account }: Task): Promise<boolean> {
  const { rowCount } = await tx.query(
    'select 1 from ocs.action_plan_account where plan_id = $1 and tenant = $2 and account = $3',
    [planId, tenant, account],
  )
  return rowCount === 1
}
