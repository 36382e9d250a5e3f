import { type ListQuery, STANDING_SERVICE_STATUSES } from '@omnicrm/contract'
import { type Expression, type Selectable, type SqlBool, sql } from 'kysely'
import type { Change, Context } from '../platform/context.ts'
import type { CustomerServiceTable } from '../platform/database/tables/services.ts'
import { type ListPage, listRows } from '../platform/lists.ts'
import { missing, withinReach } from '../platform/reach.ts'

export type ServiceRow = Selectable<CustomerServiceTable>
export type ListedService = ServiceRow & { customer_name: string }

/** True for callers in self-care: they reach one customer, and not because a job of theirs is at work. */
export function isSelfCare(context: Context): boolean {
  return !context.scope.all && context.actor.job === null
}

/** Services of the customers in reach; in self-care those that are meant to be seen there and have not ended. */
export function serviceWithinReach(context: Context): Expression<SqlBool> {
  const own = withinReach(context, sql.ref('customer_service.customer_id'))
  if (!isSelfCare(context)) return own
  return sql<SqlBool>`(${own} and customer_service.service_visible_to_customer
    and customer_service.service_status = any(${[...STANDING_SERVICE_STATUSES]}))`
}

export function findService(context: Context, serviceId: number): Promise<ServiceRow | undefined> {
  return context.db
    .selectFrom('customer_service')
    .selectAll()
    .where('service_id', '=', serviceId)
    .where(serviceWithinReach(context))
    .executeTakeFirst()
}

export function findServiceByUuid(context: Context, serviceUuid: string): Promise<ServiceRow | undefined> {
  return context.db
    .selectFrom('customer_service')
    .selectAll()
    .where('service_uuid', '=', serviceUuid)
    .where(serviceWithinReach(context))
    .executeTakeFirst()
}

/** The service, locked until the end of the change. Throws 404 (or 403 out of reach). */
export async function lockService(change: Change, serviceId: number): Promise<ServiceRow> {
  const row = await change.tx
    .selectFrom('customer_service')
    .selectAll()
    .where('service_id', '=', serviceId)
    .where(serviceWithinReach(change.context))
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw missing(change.context, 'Service')
  return row
}

/** Everything that a customer has and had, newest first. */
export function servicesOfCustomer(context: Context, customerId: number): Promise<ServiceRow[]> {
  return context.db
    .selectFrom('customer_service')
    .selectAll()
    .where('customer_id', '=', customerId)
    .where(serviceWithinReach(context))
    .orderBy('service_id', 'desc')
    .execute()
}

/** A page of services; a search also matches customer names and the phone numbers of the services' items and contacts. */
export function listServices(context: Context, query: ListQuery): Promise<ListPage<ListedService>> {
  const base = context.db
    .selectFrom('customer_service')
    .innerJoin('customer', 'customer.customer_id', 'customer_service.customer_id')
    .selectAll('customer_service')
    .select('customer.customer_name')
    .where(serviceWithinReach(context))
  return listRows(context, base, query, {
    sort: {
      service_id: sql.ref('customer_service.service_id'),
      service_name: sql`lower(customer_service.service_name)`,
      customer_name: sql`lower(customer.customer_name)`,
      service_type: sql.ref('customer_service.service_type'),
      service_status: sql.ref('customer_service.service_status'),
      service_active_date: sql.ref('customer_service.service_active_date'),
      service_deactivate_date: sql.ref('customer_service.service_deactivate_date'),
      contract_end_date: sql.ref('customer_service.contract_end_date'),
      retail_cost: sql.ref('customer_service.retail_cost'),
      created: sql.ref('customer_service.created'),
    },
    defaultSort: 'service_id',
    tieBreak: sql.ref('customer_service.service_id'),
    search: [
      sql.ref('customer_service.service_name'),
      sql.ref('customer_service.service_id'),
      sql.ref('customer_service.service_uuid'),
      sql.ref('customer.customer_name'),
      sql`(select string_agg(concat_ws(' ', i.itemtext1, replace(i.itemtext1, ' ', '')), ' ') from inventory i
        where i.service_id = customer_service.service_id)`,
      sql`(select string_agg(concat_ws(' ', k.contact_phone, replace(k.contact_phone, ' ', '')), ' ')
        from customer_contact k where k.customer_id = customer_service.customer_id)`,
    ],
    filters: {
      service_status: sql.ref('customer_service.service_status'),
      service_type: sql.ref('customer_service.service_type'),
      customer_id: sql.ref('customer_service.customer_id'),
      product_id: sql.ref('customer_service.product_id'),
    },
  })
}

/** How many services a customer has that have not ended. */
export async function countStandingServices(context: Context, customerId: number): Promise<number> {
  const counted = await context.db
    .selectFrom('customer_service')
    .select(sql<number>`count(*)::int`.as('total'))
    .where('customer_id', '=', customerId)
    .where('service_status', 'in', [...STANDING_SERVICE_STATUSES])
    .executeTakeFirstOrThrow()
  return counted.total
}
