import { HIDDEN_SECRET } from '@omnicrm/contract'
import type { Context } from '../platform/context.ts'
import { isSecretLabel, presentableName } from './item-labels.ts'
import { findTemplateNamed, freeItems } from './tables.ts'

export type AvailableItem = {
  inventory_id: number
  item: string
  item_location: string | null
  item_state: string
  itemtext1: string
  itemtext2: string | null
}

/** Free items of a template for the picker of an order; none when the template is not open to staff, or to customers. */
export async function availableItems(
  context: Context,
  query: { item: string; item_location?: string | undefined },
): Promise<AvailableItem[]> {
  const template = await findTemplateNamed(context, query.item)
  if (!template) return []
  const customer = !context.scope.all && context.actor.job === null
  if (!(customer ? template.allow_dropdown_customer : template.allow_dropdown_staff)) return []
  const rows = await freeItems(context, query)
  return rows.map((row) => ({
    inventory_id: row.inventory_id,
    item: row.item,
    item_location: row.item_location,
    item_state: row.item_state,
    itemtext1: presentableName({ ...template, itemtext1: row.itemtext1 }),
    itemtext2: row.itemtext2 !== null && isSecretLabel(template.itemtext2_label) ? HIDDEN_SECRET : row.itemtext2,
  }))
}
