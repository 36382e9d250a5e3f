import type { Selectable } from 'kysely'
import type { Change, Context } from '../platform/context.ts'
import type { InventoryHistoryTable } from '../platform/database/tables/inventory.ts'

/** Where an item is and who has it: what its history keeps. */
export type Whereabouts = {
  inventory_id: number
  item_state: string
  item_location: string | null
  customer_id: number | null
  service_id: number | null
}

/** Rows of one statement; PostgreSQL takes at most 65535 values. */
const CHUNK = 1000

export async function addHistory(change: Change, items: readonly Whereabouts[]): Promise<void> {
  for (let start = 0; start < items.length; start += CHUNK) {
    await change.tx
      .insertInto('inventory_history')
      .values(
        items.slice(start, start + CHUNK).map((item) => ({
          inventory_id: item.inventory_id,
          timestamp: change.now,
          item_state: item.item_state,
          item_location: item.item_location,
          customer_id: item.customer_id,
          service_id: item.service_id,
          user_id: change.context.actor.userId,
        })),
      )
      .execute()
  }
}

/** True when the item has moved, changed its state or its holder. */
export function hasMoved(before: Whereabouts, after: Whereabouts): boolean {
  return (
    before.item_state !== after.item_state ||
    before.item_location !== after.item_location ||
    before.customer_id !== after.customer_id ||
    before.service_id !== after.service_id
  )
}

/** Newest first; it outlives the item. */
export function historyOf(context: Context, inventoryId: number): Promise<Selectable<InventoryHistoryTable>[]> {
  return context.db
    .selectFrom('inventory_history')
    .selectAll()
    .where('inventory_id', '=', inventoryId)
    .orderBy('timestamp', 'desc')
    .orderBy('inventory_history_id', 'desc')
    .execute()
}
