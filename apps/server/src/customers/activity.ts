import type { Activity, ListQuery } from '@omnicrm/contract'
import { sql } from 'kysely'
import type { Context } from '../platform/context.ts'
import { type ListPage, listRows } from '../platform/lists.ts'
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
  details: Record<string, unknown>
  ip_address: string | null
  created: Date
}

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
      'customer_activity.details',
      'customer_activity.ip_address',
      'customer_activity.created',
    ])
    .where(withinReach(context, sql.ref('customer_activity.customer_id')))
}

/** What happened to a customer, newest first. */
export function listActivity(context: Context, customerId: number, query: ListQuery): Promise<ListPage<ActivityRow>> {
  return listRows(activities(context).where('customer_activity.customer_id', '=', customerId), query, {
    sort: { activity_id: sql.ref('customer_activity.activity_id'), created: sql.ref('customer_activity.created') },
    defaultSort: 'activity_id',
    tieBreak: sql.ref('customer_activity.activity_id'),
    search: [sql.ref('customer_activity.activity'), sql`crm_user.first_name || ' ' || crm_user.last_name`],
    filters: { entity: sql.ref('customer_activity.entity'), service_id: sql.ref('customer_activity.service_id') },
  })
}

export async function readActivity(context: Context, activityId: number): Promise<Activity> {
  const row = await activities(context).where('customer_activity.activity_id', '=', activityId).executeTakeFirst()
  if (!row) throw missing(context, 'Activity')
  return presentActivity(row)
}

export function presentActivity(row: ActivityRow): Activity {
  return { ...row, created: row.created.toISOString() }
}
