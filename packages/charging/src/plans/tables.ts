import type { AccountKey } from '../accounts/tables.ts'
import type { Queryable, Tx } from '../database/transaction.ts'
import type { Calendar } from './calendar.ts'

export type Timing = {
  uuid: string
  planId: string
  actionsId: string
  weight: number
  calendar: Calendar
  asap: boolean
  nextRunAt: Date | null
}
export type Plan = { id: string; timings: Timing[]; accounts: AccountKey[] }

const TIMING_COLUMNS = `uuid, plan_id as "planId", actions_id as "actionsId", weight, calendar, asap, next_run_at as "nextRunAt"`

/** Which of the plans exist; they stay as they are until the end of the transaction. */
export async function holdPlans(tx: Tx, ids: readonly string[]): Promise<Set<string>> {
  const { rows } = await tx.query<{ id: string }>(
    'select id from ocs.action_plan where id = any($1) order by id for key share',
    [ids],
  )
  return new Set(rows.map((row) => row.id))
}

/** Stores a plan in place of any of that id, detaching its accounts; false when it exists and may not be replaced. */
export async function writePlan(
  tx: Tx,
  { id, timings, overwrite }: { id: string; timings: Timing[]; overwrite: boolean },
): Promise<boolean> {
  const made = await tx.query('insert into ocs.action_plan (id) values ($1) on conflict do nothing', [id])
  if (made.rowCount === 0) {
    if (!overwrite) return false
    await deletePlan(tx, id, { keepAsapTasks: true })
    await tx.query('insert into ocs.action_plan (id) values ($1) on conflict do nothing', [id])
    await tx.query('delete from ocs.action_timing where plan_id = $1', [id])
  }
  for (const [position, timing] of timings.entries()) {
    await tx.query(
      `insert into ocs.action_timing (uuid, plan_id, position, actions_id, weight, calendar, asap, next_run_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [timing.uuid, id, position, timing.actionsId, timing.weight, timing.calendar, timing.asap, timing.nextRunAt],
    )
  }
  return true
}

/** Removes a plan, its timings, its accounts' membership and its waiting runs: at once, unlike CGRateS (section 4.6). */
export async function deletePlan(tx: Tx, id: string, { keepAsapTasks = false } = {}): Promise<void> {
  await tx.query('delete from ocs.action_plan where id = $1', [id])
  // A run being carried out just now is not waited for.
  await tx.query(
    `delete from ocs.task where id in (
       select id from ocs.task where plan_id = $1 and failed_at is null and not (asap and $2) for update skip locked)`,
    [id, keepAsapTasks],
  )
}

export async function readPlans(db: Queryable, id: string | undefined): Promise<Plan[]> {
  const plans = await db.query<{ id: string; accounts: AccountKey[] }>(
    `select p.id, coalesce((select jsonb_agg(jsonb_build_object('tenant', m.tenant, 'account', m.account)
       order by m.tenant, m.account) from ocs.action_plan_account m where m.plan_id = p.id), '[]') as accounts
     from ocs.action_plan p where $1::text is null or p.id = $1 order by p.id`,
    [id ?? null],
  )
  const timings = await readTimings(
    db,
    plans.rows.map((plan) => plan.id),
  )
  return plans.rows.map((plan) => ({ ...plan, timings: timings.filter((timing) => timing.planId === plan.id) }))
}

export async function readTimings(db: Queryable, planIds: readonly string[]): Promise<Timing[]> {
  const { rows } = await db.query<Timing>(
    `select ${TIMING_COLUMNS} from ocs.action_timing where plan_id = any($1) order by plan_id, position`,
    [planIds],
  )
  return rows
}

export async function readPlanIds(db: Queryable, { offset, limit }: { offset: number; limit: number | null }) {
  const { rows } = await db.query<{ id: string }>('select id from ocs.action_plan order by id offset $1 limit $2', [
    offset,
    limit,
  ])
  return rows.map((row) => row.id)
}

export async function attachAccount(tx: Tx, planId: string, { tenant, account }: AccountKey): Promise<boolean> {
  const { rowCount } = await tx.query(
    'insert into ocs.action_plan_account (plan_id, tenant, account) values ($1, $2, $3) on conflict do nothing',
    [planId, tenant, account],
  )
  return rowCount === 1
}

/** Detaches the account from every plan but these. Its waiting runs of those plans find it detached. */
export async function detachAccount(tx: Tx, { tenant, account }: AccountKey, keep: readonly string[]): Promise<void> {
  await tx.query('delete from ocs.action_plan_account where tenant = $1 and account = $2 and not plan_id = any($3)', [
    tenant,
    account,
    keep,
  ])
}

/** The timings of the plans that an account is attached to. */
export async function readAccountTimings(db: Queryable, { tenant, account }: AccountKey): Promise<Timing[]> {
  const { rows } = await db.query<Timing>(
    `select ${TIMING_COLUMNS} from ocs.action_timing
     where plan_id in (select plan_id from ocs.action_plan_account where tenant = $1 and account = $2)
     order by plan_id, position`,
    [tenant, account],
  )
  return rows
}

export type ScheduledRow = { planId: string; uuid: string; actionsId: string; nextRunAt: Date; accounts: number }

/** What is scheduled, soonest first; tenant and account, when given, restrict to plans that hold such an account. */
export async function readScheduled(
  db: Queryable,
  filter: {
    tenant: string
    account: string
    from: Date | null
    until: Date | null
    offset: number
    limit: number | null
  },
): Promise<ScheduledRow[]> {
  const { rows } = await db.query<ScheduledRow>(
    `select t.plan_id as "planId", t.uuid, t.actions_id as "actionsId", t.next_run_at as "nextRunAt",
       (select count(*)::int from ocs.action_plan_account m where m.plan_id = t.plan_id) as accounts
     from ocs.action_timing t
     where t.next_run_at is not null and not t.asap
       and ($3::timestamptz is null or t.next_run_at >= $3) and ($4::timestamptz is null or t.next_run_at < $4)
       and (($1 = '' and $2 = '') or exists (select 1 from ocs.action_plan_account m where m.plan_id = t.plan_id
         and ($1 = '' or m.tenant = $1) and ($2 = '' or m.account = $2)))
     order by t.next_run_at, t.weight desc, t.plan_id, t.position offset $5 limit $6`,
    [filter.tenant, filter.account, filter.from, filter.until, filter.offset, filter.limit],
  )
  return rows
}
