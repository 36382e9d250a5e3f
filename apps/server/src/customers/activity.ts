import type { Activity, ListQuery } from '@omnicrm/contract'
import { sql } from 'kysely'
import type { Context } from '../platform/context.ts'
import { type ListColumns, type ListPage, listRows } from '../platform/lists.ts'
import { missing, withinReach } from '../platform/reach.ts'

type ActivityRow = {
  activity_id: number
  customer_id: number | null
  service_id: number | null
  entity: string
  entity_id: number | null
  activity: string
  user_id: number | null
  user_name: string | null
  initiated_by: string
  impersonating_user_id: number | null
  impersonating_user_name: string | null
  details: Record<string, unknown>
  ip_address: string | null
  created: Date
}

const IMPERSONATOR = sql<string | null>`(select i.first_name || ' ' || i.last_name from crm_user i
  where i.id = customer_activity.impersonating_user_id)`

function activities(context: Context) {
  return context.db
    .selectFrom('customer_activity')
    .leftJoin('crm_user', 'crm_user.id', 'customer_activity.user_id')
    .select([
      'customer_activity.activity_id',
      'customer_activity.customer_id',
      'customer_activity.service_id',
      'customer_activity.entity',
      'customer_activity.entity_id',
      'customer_activity.activity',
      'customer_activity.user_id',
      sql<string | null>`crm_user.first_name || ' ' || crm_user.last_name`.as('user_name'),
      'customer_activity.initiated_by',
      'customer_activity.impersonating_user_id',
      IMPERSONATOR.as('impersonating_user_name'),
      'customer_activity.details',
      'customer_activity.ip_address',
      'customer_activity.created',
    ])
    .where(withinReach(context, sql.ref('customer_activity.customer_id')))
}

/** What happened to a customer, newest first. */
export function listActivity(context: Context, customerId: number, query: ListQuery): Promise<ListPage<ActivityRow>> {
  return listRows(context, activities(context).where('customer_activity.customer_id', '=', customerId), query, COLUMNS)
}

export type AuditQuery = ListQuery & {
  start_date?: Date | undefined
  end_date?: Date | undefined
  impersonated?: boolean | undefined
}

/** What happened in the whole installation, newest first: sign-ins, users and keys too. */
export function listAudit(context: Context, query: AuditQuery): Promise<ListPage<ActivityRow>> {
  const { start_date: from, end_date: until, impersonated } = query
  const within = activities(context)
    .$if(from !== undefined, (rows) => rows.where('customer_activity.created', '>=', from ?? null))
    .$if(until !== undefined, (rows) => rows.where('customer_activity.created', '<', afterSecond(until)))
    .$if(impersonated !== undefined, (rows) =>
      rows.where('customer_activity.impersonating_user_id', impersonated ? 'is not' : 'is', null),
    )
  return listRows(context, within, query, {
    ...COLUMNS,
    filters: {
      ...COLUMNS.filters,
      entity_id: sql.ref('customer_activity.entity_id'),
      customer_id: sql.ref('customer_activity.customer_id'),
      user_id: sql.ref('customer_activity.user_id'),
      impersonating_user_id: sql.ref('customer_activity.impersonating_user_id'),
      initiated_by: sql.ref('customer_activity.initiated_by'),
    },
  })
}

const COLUMNS: ListColumns = {
  sort: { activity_id: sql.ref('customer_activity.activity_id'), created: sql.ref('customer_activity.created') },
  defaultSort: 'activity_id',
  tieBreak: sql.ref('customer_activity.activity_id'),
  search: [sql.ref('customer_activity.activity'), sql`crm_user.first_name || ' ' || crm_user.last_name`, IMPERSONATOR],
  filters: { entity: sql.ref('customer_activity.entity'), service_id: sql.ref('customer_activity.service_id') },
}

/** The end of a span counts to the end of its second. */
function afterSecond(until: Date | undefined): Date | null {
  return until ? new Date(until.getTime() + 1000) : null
}

export async function readActivity(context: Context, activityId: number): Promise<Activity> {
  const row = await activities(context).where('customer_activity.activity_id', '=', activityId).executeTakeFirst()
  if (!row) throw missing(context, 'Activity')
  return presentActivity(row)
}

export function presentActivity(row: ActivityRow): Activity {
  return { ...row, created: row.created.toISOString() }
}
