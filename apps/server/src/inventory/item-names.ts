import { sql } from 'kysely'
import type { Context } from '../platform/context.ts'
import { presentableName } from './item-labels.ts'

/** What people call each chosen item, by the name it was chosen under; one that is not there is left out. */
export async function presentableItems(
  context: Context,
  chosen: Record<string, number>,
): Promise<Record<string, string>> {
  const ids = Object.values(chosen)
  if (ids.length === 0) return {}
  const rows = await context.db
    .selectFrom('inventory')
    .innerJoin('inventory_template', 'inventory_template.inventory_template_id', 'inventory.inventory_template_id')
    .select(['inventory.inventory_id', 'inventory.itemtext1', 'inventory_template.itemtext1_label'])
    .where(sql<boolean>`inventory.inventory_id = any(${ids})`)
    .execute()
  const names = new Map(rows.map((row) => [row.inventory_id, presentableName(row)]))
  return Object.fromEntries(
    Object.entries(chosen).flatMap(([name, id]) => {
      const known = names.get(id)
      return known === undefined ? [] : [[name, known]]
    }),
  )
}
