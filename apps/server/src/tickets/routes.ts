import { type Ticket, ticketEndpoints } from '@omnicrm/contract'
import type { Context } from '../platform/context.ts'
import type { Routes } from '../platform/http/routes.ts'
import { presentList } from '../platform/lists.ts'
import { missing } from '../platform/reach.ts'
import { findTicket, listTickets, type TicketRow } from './tables.ts'
import { createTicket, updateTicket } from './write-ticket.ts'

export function ticketRoutes(routes: Routes): void {
  routes.handle(ticketEndpoints.create, ({ body, context }) =>
    context.change(async (change) => readTicket(change.context, await createTicket(change, body))),
  )
  routes.handle(ticketEndpoints.list, async ({ query, context }) =>
    presentList(await listTickets(context, query), query, { name: 'tickets', present: presentTicket }),
  )
  routes.handle(ticketEndpoints.get, ({ params, context }) => readTicket(context, params.ticket_id))
  routes.handle(ticketEndpoints.update, ({ params, body, context }) =>
    context.change(async (change) => {
      await updateTicket(change, params.ticket_id, body)
      return readTicket(change.context, params.ticket_id)
    }),
  )
}

async function readTicket(context: Context, ticketId: number): Promise<Ticket> {
  const row = await findTicket(context, ticketId)
  if (!row) throw missing(context, 'Ticket')
  return presentTicket(row)
}

function presentTicket(row: TicketRow): Ticket {
  return { ...row, created: row.created.toISOString(), last_modified: row.last_modified.toISOString() }
}
