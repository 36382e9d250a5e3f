import type { ListQuery } from '@omnicrm/contract'
import { type Selectable, sql } from 'kysely'
import type { Context } from '../platform/context.ts'
import type { TicketTable } from '../platform/database/tables/tickets.ts'
import { type ListPage, listRows } from '../platform/lists.ts'
import { withinReach } from '../platform/reach.ts'

export type TicketRow = Selectable<TicketTable> & { customer_name: string; site_name: string | null }

function tickets(context: Context) {
  return context.db
    .selectFrom('ticket')
    .innerJoin('customer', 'customer.customer_id', 'ticket.customer_id')
    .leftJoin('customer_site', 'customer_site.site_id', 'ticket.site_id')
    .leftJoin('provision', 'provision.provision_id', 'ticket.provision_id')
    .select([
      'ticket.ticket_id',
      'ticket.customer_id',
      'customer.customer_name',
      // The order's service is known once its job has made it.
      sql<number | null>`coalesce(ticket.service_id, provision.service_id)`.as('service_id'),
      'ticket.site_id',
      'customer_site.site_name',
      'ticket.provision_id',
      'ticket.title',
      'ticket.description',
      'ticket.installation_date',
      'ticket.status',
      'ticket.created',
      'ticket.last_modified',
    ])
    .where(withinReach(context, sql.ref('ticket.customer_id')))
}

export function findTicket(context: Context, ticketId: number): Promise<TicketRow | undefined> {
  return tickets(context).where('ticket.ticket_id', '=', ticketId).executeTakeFirst()
}

export function listTickets(context: Context, query: ListQuery): Promise<ListPage<TicketRow>> {
  return listRows(context, tickets(context), query, {
    sort: {
      ticket_id: sql.ref('ticket.ticket_id'),
      installation_date: sql.ref('ticket.installation_date'),
      title: sql`lower(ticket.title)`,
      status: sql.ref('ticket.status'),
      customer_name: sql`lower(customer.customer_name)`,
      created: sql.ref('ticket.created'),
    },
    defaultSort: 'ticket_id',
    tieBreak: sql.ref('ticket.ticket_id'),
    search: [sql.ref('ticket.title'), sql.ref('ticket.description'), sql.ref('customer.customer_name')],
    filters: {
      status: sql.ref('ticket.status'),
      customer_id: sql.ref('ticket.customer_id'),
      site_id: sql.ref('ticket.site_id'),
      provision_id: sql.ref('ticket.provision_id'),
    },
  })
}
