import type { TicketCreate, TicketUpdate } from '@omnicrm/contract'
import { findCustomer } from '../customers/index.ts'
import type { Change } from '../platform/context.ts'
import { isDuplicate } from '../platform/database/postgres-errors.ts'
import { conflict, invalid, notFound } from '../platform/errors.ts'

/**
 * Writes down an installation that somebody has to do; with a date it is scheduled, without one open. Answers its id. Throws
 * 400 for a site, service or job that is not the customer's, and 409 when the order has a ticket already.
 */
export async function createTicket(change: Change, input: TicketCreate): Promise<number> {
  if (!(await findCustomer(change.context, input.customer_id)))
    throw invalid('customer_id', `there is no customer ${input.customer_id}`)
  await requireOfCustomer(change, input.customer_id, input)
  const { ticket_id: ticketId } = await change.tx
    .insertInto('ticket')
    .values({
      customer_id: input.customer_id,
      service_id: input.service_id ?? null,
      site_id: input.site_id ?? null,
      provision_id: input.provision_id ?? null,
      title: input.title,
      description: input.description ?? null,
      installation_date: input.installation_date ?? null,
      status: input.status ?? (input.installation_date ? 'scheduled' : 'open'),
      created: change.now,
      last_modified: change.now,
    })
    .returning('ticket_id')
    .executeTakeFirstOrThrow()
    .catch((error: unknown) => {
      if (!isDuplicate(error, 'ticket_one_per_job')) throw error
      throw conflict('ticket_exists', `Job ${input.provision_id} has a ticket already`, 'provision_id')
    })
  await change.record({
    entity: 'ticket',
    entityId: ticketId,
    customerId: input.customer_id,
    serviceId: input.service_id ?? null,
    activity: `Made installation ticket ${ticketId}: ${input.title}`,
    after: input,
  })
  return ticketId
}

/** Changes the fields that are given; a first date schedules an open ticket. Throws 404 for no such ticket. */
export async function updateTicket(change: Change, ticketId: number, patch: TicketUpdate): Promise<void> {
  const before = await change.tx
    .selectFrom('ticket')
    .selectAll()
    .where('ticket_id', '=', ticketId)
    .forUpdate()
    .executeTakeFirst()
  if (!before) throw notFound('Ticket')
  await requireOfCustomer(change, before.customer_id, patch)
  const isNowDated = Boolean(patch.installation_date) && before.status === 'open' && patch.status === undefined
  const after = await change.tx
    .updateTable('ticket')
    .set({ ...patch, ...(isNowDated ? { status: 'scheduled' as const } : {}), last_modified: change.now })
    .where('ticket_id', '=', ticketId)
    .returningAll()
    .executeTakeFirstOrThrow()
  await change.record({
    entity: 'ticket',
    entityId: ticketId,
    customerId: before.customer_id,
    serviceId: after.service_id,
    activity: `Changed installation ticket ${ticketId}: ${after.title}`,
    before,
    after,
  })
}

async function requireOfCustomer(
  change: Change,
  customerId: number,
  named: { site_id?: number | null; service_id?: number | null; provision_id?: number | null },
): Promise<void> {
  const { tx } = change
  if (named.site_id) {
    const site = tx.selectFrom('customer_site').select('customer_id').where('site_id', '=', named.site_id)
    requireSame((await site.executeTakeFirst())?.customer_id, customerId, 'site_id')
  }
  if (named.service_id) {
    const service = tx.selectFrom('customer_service').select('customer_id').where('service_id', '=', named.service_id)
    requireSame((await service.executeTakeFirst())?.customer_id, customerId, 'service_id')
  }
  if (named.provision_id) {
    const job = tx.selectFrom('provision').select('customer_id').where('provision_id', '=', named.provision_id)
    requireSame((await job.executeTakeFirst())?.customer_id, customerId, 'provision_id')
  }
}

function requireSame(owner: number | null | undefined, customerId: number, field: string): void {
  if (owner !== customerId) throw invalid(field, 'is none of this customer')
}
