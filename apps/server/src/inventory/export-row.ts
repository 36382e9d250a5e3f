import { ZInventoryCreate } from '@omnicrm/contract'
import type { Context } from '../platform/context.ts'
import { presentItem } from './present.ts'
import type { ItemRow } from './tables.ts'

const COLUMNS = [
  'item',
  ...Object.keys(ZInventoryCreate.shape).filter((name) => name !== 'item' && name !== 'inventory_template_id'),
]

/** An item as a row that the import takes; secrets read `***` for whoever may not change items. */
export function exportRow(context: Context, row: ItemRow): Record<string, unknown> {
  const item: Record<string, unknown> = presentItem(context, row)
  return Object.fromEntries(COLUMNS.map((name) => [name, item[name] ?? null]))
}
