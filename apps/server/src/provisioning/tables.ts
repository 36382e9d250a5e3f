import type { ListQuery } from '@omnicrm/contract'
import { type Selectable, sql } from 'kysely'
import type { Context } from '../platform/context.ts'
import type { ProvisionEventTable, ProvisionTable } from '../platform/database/tables/provisioning.ts'
import { type ListPage, listRows } from '../platform/lists.ts'
import { withinReach } from '../platform/reach.ts'

export type ProvisionRow = Selectable<ProvisionTable>
export type ListedProvision = Omit<
  ProvisionRow,
  'variables_encrypted' | 'facts_encrypted' | 'provisioning_json_vars'
> & {
  customer_name: string | null
  /** of `initiating_user`; null for callers of own scope */
  initiator_name: string | null
}
export type EventRow = Selectable<ProvisionEventTable>

function provisions(context: Context) {
  return context.db
    .selectFrom('provision')
    .leftJoin('customer', 'customer.customer_id', 'provision.customer_id')
    .leftJoin('crm_user', 'crm_user.id', 'provision.initiating_user')
    .select([
      'provision.provision_id',
      'provision.product_id',
      'provision.customer_id',
      'customer.customer_name',
      'provision.service_id',
      'provision.provisioning_play',
      'provision.playbook_description',
      'provision.task_count',
      'provision.provisioning_status',
      'provision.queued',
      'provision.starts_at',
      'provision.worker_id',
      'provision.heartbeat',
      'provision.finished',
      'provision.error_message',
      'provision.cancelled_by',
      'provision.token_id',
      'provision.retry_of',
      'provision.chain_id',
      'provision.chain_position',
      'provision.initiating_user',
      'provision.initiated_by',
      // Who of the staff it was is for the staff.
      (context.scope.all
        ? sql<string | null>`crm_user.first_name || ' ' || crm_user.last_name`
        : sql<string | null>`null::text`
      ).as('initiator_name'),
      'provision.created',
      'provision.last_modified',
    ])
    .where(withinReach(context, sql.ref('provision.customer_id')))
}

export function findProvision(context: Context, provisionId: number): Promise<ListedProvision | undefined> {
  return provisions(context).where('provision.provision_id', '=', provisionId).executeTakeFirst()
}

export function eventsOf(context: Context, provisionId: number): Promise<EventRow[]> {
  return context.db
    .selectFrom('provision_event')
    .selectAll()
    .where('provision_id', '=', provisionId)
    .orderBy('event_number')
    .execute()
}

export function listProvisions(
  context: Context,
  query: ListQuery,
  customerId?: number,
): Promise<ListPage<ListedProvision>> {
  const all = provisions(context)
  return listRows(
    context,
    customerId === undefined ? all : all.where('provision.customer_id', '=', customerId),
    query,
    {
      sort: {
        provision_id: sql.ref('provision.provision_id'),
        created: sql.ref('provision.created'),
        last_modified: sql.ref('provision.last_modified'),
        provisioning_status: sql.ref('provision.provisioning_status'),
        provisioning_play: sql.ref('provision.provisioning_play'),
        playbook_description: sql`lower(provision.playbook_description)`,
        customer_name: sql`lower(customer.customer_name)`,
      },
      defaultSort: 'provision_id',
      tieBreak: sql.ref('provision.provision_id'),
      search: [
        sql.ref('provision.playbook_description'),
        sql.ref('provision.provisioning_play'),
        sql.ref('customer.customer_name'),
        sql.ref('provision.provision_id'),
      ],
      filters: {
        provisioning_status: sql.ref('provision.provisioning_status'),
        customer_id: sql.ref('provision.customer_id'),
        service_id: sql.ref('provision.service_id'),
        product_id: sql.ref('provision.product_id'),
        provisioning_play: sql.ref('provision.provisioning_play'),
        chain_id: sql.ref('provision.chain_id'),
      },
    },
  )
}
