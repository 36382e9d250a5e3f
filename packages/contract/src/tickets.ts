import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { ZDate, ZId, ZOptionalText, ZText } from './fields.ts'
import { envelope, ZListQuery } from './list.ts'

export const TICKET_STATUSES = ['open', 'scheduled', 'done', 'cancelled'] as const

/** An installation that somebody has to go and do. */
export const ZTicket = z.object({
  ticket_id: z.number(),
  customer_id: z.number(),
  customer_name: z.string(),
  /** the service that the ticket's job made, once it has; unless one was named */
  service_id: z.number().nullable(),
  site_id: z.number().nullable(),
  site_name: z.string().nullable(),
  provision_id: z.number().nullable(),
  title: z.string(),
  description: z.string().nullable(),
  installation_date: z.string().nullable(),
  status: z.enum(TICKET_STATUSES),
  created: z.string(),
  last_modified: z.string(),
})
export type Ticket = z.output<typeof ZTicket>

const fields = {
  service_id: ZId.nullish(),
  site_id: ZId.nullish(),
  title: ZText,
  description: ZOptionalText,
  installation_date: ZDate.nullish(),
  status: z.enum(TICKET_STATUSES),
}

export const ZTicketCreate = z.object({
  ...fields,
  customer_id: ZId,
  /** the order that the ticket belongs to */
  provision_id: ZId.nullish(),
  /** `scheduled` with a date, else `open` */
  status: fields.status.nullish(),
})
export type TicketCreate = z.output<typeof ZTicketCreate>
export const ZTicketUpdate = z.object(fields).partial()
export type TicketUpdate = z.output<typeof ZTicketUpdate>

const ticketId = z.object({ ticket_id: ZId })

export const ticketEndpoints = {
  create: endpoint({
    id: 'SYS-12',
    method: 'PUT',
    path: '/crm/ticket/',
    tag: 'Tickets',
    summary: 'Makes an installation ticket.',
    access: { permission: ['create_customer_service'] },
    body: ZTicketCreate,
    response: ZTicket,
  }),
  list: endpoint({
    id: 'SYS-12a',
    method: 'GET',
    path: '/crm/ticket/',
    tag: 'Tickets',
    summary: 'Installation tickets, page by page.',
    access: { permission: ['view_customer_service'] },
    query: ZListQuery,
    response: envelope(ZTicket),
  }),
  get: endpoint({
    id: 'SYS-12b',
    method: 'GET',
    path: '/crm/ticket/ticket_id/:ticket_id',
    tag: 'Tickets',
    summary: 'One installation ticket.',
    access: { permission: ['view_customer_service'] },
    params: ticketId,
    response: ZTicket,
  }),
  update: endpoint({
    id: 'SYS-12c',
    method: 'PATCH',
    path: '/crm/ticket/ticket_id/:ticket_id',
    tag: 'Tickets',
    summary: 'Changes the fields that are sent.',
    access: { permission: ['update_customer_service'] },
    params: ticketId,
    body: ZTicketUpdate,
    response: ZTicket,
  }),
}
