import { FREE_ITEM_STATES, type inventoryEndpoints, type OutputOf } from '@omnicrm/contract'

type Stock = OutputOf<typeof inventoryEndpoints.stock>

/** Types of which too few items are free, with how many are in a free state, in alphabetical order. */
export function lowTypes(stock: Stock): readonly { item: string; free: number }[] {
  const free = new Map<string, number>()
  for (const { item, item_state: state, count, low } of stock) {
    const isFree = (FREE_ITEM_STATES as readonly string[]).includes(state)
    if (low) free.set(item, (free.get(item) ?? 0) + (isFree ? count : 0))
  }
  return [...free]
    .map(([item, count]) => ({ item, free: count }))
    .sort((one, other) => one.item.localeCompare(other.item))
}
