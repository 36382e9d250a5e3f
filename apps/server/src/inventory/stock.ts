import { FREE_ITEM_STATES, type ZStock } from '@omnicrm/contract'
import { sql } from 'kysely'
import type { z } from 'zod'
import type { Context } from '../platform/context.ts'
import { isFree } from './tables.ts'

export type Stock = z.output<typeof ZStock>

/**
 * How many items there are of each type, at each place, in each state. `low` marks every row of a type of which fewer items
 * are free (in the places asked for) than `inventory.low_stock` wants; a watched type without any item has a row of its own.
 */
export async function countStock(
  context: Context,
  query: { item?: string | undefined; item_location?: string | undefined },
): Promise<Stock[]> {
  let items = context.db.selectFrom('inventory')
  if (query.item) items = items.where('item', '=', query.item)
  if (query.item_location) items = items.where('item_location', '=', query.item_location)
  const rows = await items
    .select([
      'item',
      'item_location',
      'item_state',
      sql<number>`count(*)::int`.as('count'),
      sql<number>`(count(*) filter (where ${isFree(context.now())}))::int`.as('free'),
    ])
    .groupBy(['item', 'item_location', 'item_state'])
    .orderBy('item')
    .orderBy('item_location')
    .orderBy('item_state')
    .execute()
  const wanted = context.platform.config.inventory.low_stock
  const free = new Map<string, number>()
  for (const row of rows) free.set(row.item, (free.get(row.item) ?? 0) + row.free)
  const isLow = (item: string): boolean => (free.get(item) ?? 0) < (wanted[item] ?? 0)
  const none = Object.keys(wanted).filter(
    (item) => !free.has(item) && isLow(item) && (!query.item || query.item === item),
  )
  return [
    ...rows.map(({ item, item_location, item_state, count }) => ({
      item,
      item_location,
      item_state,
      count,
      low: isLow(item),
    })),
    ...none.map((item) => ({
      item,
      item_location: query.item_location ?? null,
      item_state: FREE_ITEM_STATES[0],
      count: 0,
      low: true,
    })),
  ]
}
