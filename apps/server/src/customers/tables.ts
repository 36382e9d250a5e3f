import type { ListQuery } from '@omnicrm/contract'
import { type Selectable, sql } from 'kysely'
import type { Context } from '../platform/context.ts'
import type { CustomerContactTable, CustomerSiteTable, CustomerTable } from '../platform/database/tables/customers.ts'
import { type ListPage, listRows } from '../platform/lists.ts'
import { withinReach } from '../platform/reach.ts'

export type CustomerRow = Selectable<CustomerTable>
export type SiteRow = Selectable<CustomerSiteTable>
export type ContactRow = Selectable<CustomerContactTable> & { user_id: number | null }

/** A page of customers; a search also matches the e-mail addresses and phone numbers of their contacts. */
export function listCustomers(context: Context, query: ListQuery): Promise<ListPage<CustomerRow>> {
  const base = context.db
    .selectFrom('customer')
    .selectAll('customer')
    .where(withinReach(context, sql.ref('customer.customer_id')))
  const archivedToo = query.filters?.customer_status || query.search
  const visible = archivedToo ? base : base.where('customer.customer_status', '!=', 'Archived')
  return listRows(context, visible, query, {
    sort: {
      customer_id: sql.ref('customer.customer_id'),
      customer_name: sql`lower(customer.customer_name)`,
      customer_account_type: sql.ref('customer.customer_account_type'),
      customer_status: sql.ref('customer.customer_status'),
      created: sql.ref('customer.created'),
    },
    defaultSort: 'customer_id',
    tieBreak: sql.ref('customer.customer_id'),
    search: [
      sql.ref('customer.customer_name'),
      sql.ref('customer.customer_id'),
      sql`(select string_agg(concat_ws(' ', k.contact_email, k.contact_phone, replace(k.contact_phone, ' ', '')), ' ')
        from customer_contact k where k.customer_id = customer.customer_id)`,
    ],
    filters: {
      customer_account_type: sql.ref('customer.customer_account_type'),
      customer_status: sql.ref('customer.customer_status'),
      customer_payment_type: sql.ref('customer.customer_payment_type'),
    },
  })
}

export function allCustomers(context: Context): Promise<CustomerRow[]> {
  return context.db
    .selectFrom('customer')
    .selectAll()
    .where(withinReach(context, sql.ref('customer_id')))
    .orderBy('customer_id')
    .execute()
}

export function findCustomer(context: Context, customerId: number): Promise<CustomerRow | undefined> {
  return context.db
    .selectFrom('customer')
    .selectAll()
    .where('customer_id', '=', customerId)
    .where(withinReach(context, sql.ref('customer_id')))
    .executeTakeFirst()
}

const contactColumns = [
  'customer_contact.contact_id',
  'customer_contact.customer_id',
  'customer_contact.contact_firstname',
  'customer_contact.contact_lastname',
  'customer_contact.contact_email',
  'customer_contact.contact_phone',
  'customer_contact.contact_types',
  'crm_user.id as user_id',
] as const

function contacts(context: Context) {
  return context.db
    .selectFrom('customer_contact')
    .leftJoin('crm_user', (join) =>
      join.onRef('crm_user.contact_id', '=', 'customer_contact.contact_id').on('crm_user.deleted', '=', false),
    )
    .select(contactColumns)
    .where(withinReach(context, sql.ref('customer_contact.customer_id')))
}

export function contactsOf(context: Context, customerId: number): Promise<ContactRow[]> {
  return contacts(context)
    .where('customer_contact.customer_id', '=', customerId)
    .orderBy('customer_contact.contact_id')
    .execute()
}

export function findContact(context: Context, contactId: number): Promise<ContactRow | undefined> {
  return contacts(context).where('customer_contact.contact_id', '=', contactId).executeTakeFirst()
}

export function sitesOf(context: Context, customerId: number): Promise<SiteRow[]> {
  return context.db
    .selectFrom('customer_site')
    .selectAll()
    .where('customer_id', '=', customerId)
    .where(withinReach(context, sql.ref('customer_id')))
    .orderBy('site_id')
    .execute()
}

export function findSite(context: Context, siteId: number): Promise<SiteRow | undefined> {
  return context.db
    .selectFrom('customer_site')
    .selectAll()
    .where('site_id', '=', siteId)
    .where(withinReach(context, sql.ref('customer_id')))
    .executeTakeFirst()
}
