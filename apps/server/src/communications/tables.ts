import type { ListQuery } from '@omnicrm/contract'
import { type Selectable, sql } from 'kysely'
import type { Context } from '../platform/context.ts'
import type { CommunicationTable } from '../platform/database/tables/communications.ts'
import { type ListPage, listRows } from '../platform/lists.ts'
import { withinReach } from '../platform/reach.ts'

export type CommunicationRow = Selectable<CommunicationTable>

/** A page of what was sent, to everybody or to one customer. */
export function listCommunications(
  context: Context,
  query: ListQuery,
  customerId?: number,
): Promise<ListPage<CommunicationRow>> {
  const base = context.db
    .selectFrom('communication')
    .selectAll()
    .where(withinReach(context, sql.ref('communication.customer_id')))
  const chosen = customerId === undefined ? base : base.where('communication.customer_id', '=', customerId)
  return listRows(context, chosen, query, {
    sort: {
      communication_id: sql.ref('communication.communication_id'),
      type: sql.ref('communication.type'),
      recipients: sql.ref('communication.recipients'),
      status: sql.ref('communication.status'),
      created: sql.ref('communication.created'),
      sent_at: sql.ref('communication.sent_at'),
    },
    defaultSort: 'communication_id',
    tieBreak: sql.ref('communication.communication_id'),
    search: [sql.ref('communication.recipients'), sql.ref('communication.subject')],
    filters: {
      channel: sql.ref('communication.channel'),
      type: sql.ref('communication.type'),
      status: sql.ref('communication.status'),
      customer_id: sql.ref('communication.customer_id'),
    },
  })
}

export function findCommunication(context: Context, communicationId: number): Promise<CommunicationRow | undefined> {
  return context.db
    .selectFrom('communication')
    .selectAll()
    .where('communication_id', '=', communicationId)
    .where(withinReach(context, sql.ref('customer_id')))
    .executeTakeFirst()
}
