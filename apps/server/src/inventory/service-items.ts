import type { InventoryItem } from '@omnicrm/contract'
import type { Change, Context } from '../platform/context.ts'
import { addHistory } from './history.ts'
import { presentableName } from './item-labels.ts'
import { requireState } from './item-states.ts'
import { presentItem } from './present.ts'
import { itemsOf, lockItems } from './tables.ts'

/** The items of a service as the caller may see them. */
export async function itemsOfService(context: Context, serviceId: number): Promise<InventoryItem[]> {
  return (await itemsOf(context, 'service_id', serviceId)).map((row) => presentItem(context, row))
}

/**
 * Takes all items of a service back into stock and answers their ids. Doing it again changes nothing. Who may end the service
 * is decided by the caller.
 * @param state the state that they get: `Used` unless the operator decides otherwise
 */
export async function releaseItemsOfService(change: Change, serviceId: number, state: string): Promise<number[]> {
  requireState(change.context.platform.config, state)
  const found = await change.tx
    .selectFrom('inventory')
    .select('inventory_id')
    .where('service_id', '=', serviceId)
    .execute()
  const locked = await lockItems(
    change,
    found.map((row) => row.inventory_id),
  )
  const rows = locked.filter((row) => row.service_id === serviceId)
  const ids = rows.map((row) => row.inventory_id)
  if (ids.length === 0) return []
  const released = { customer_id: null, service_id: null, item_state: state, return_due_date: null }
  await change.tx
    .updateTable('inventory')
    .set({ ...released, last_modified: change.now })
    .where('inventory_id', 'in', ids)
    .execute()
  await addHistory(
    change,
    rows.map((row) => ({ ...row, ...released })),
  )
  for (const row of rows)
    await change.record({
      entity: 'inventory',
      entityId: row.inventory_id,
      customerId: row.customer_id,
      serviceId,
      activity: `Released ${row.item} ${presentableName(row)}`,
      before: { customer_id: row.customer_id, service_id: serviceId, item_state: row.item_state },
      after: released,
    })
  return ids
}
