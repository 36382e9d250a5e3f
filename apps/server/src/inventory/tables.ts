import { FREE_ITEM_STATES, type ListQuery } from '@omnicrm/contract'
import { type Expression, type Selectable, type SelectQueryBuilder, type SqlBool, sql } from 'kysely'
import type { Change, Context } from '../platform/context.ts'
import type { Database } from '../platform/database/schema.ts'
import type { InventoryTable, InventoryTemplateTable } from '../platform/database/tables/inventory.ts'
import { type ListPage, listRows } from '../platform/lists.ts'
import { LABEL_NAMES, type LabelName } from './item-labels.ts'

export type TemplateRow = Selectable<InventoryTemplateTable>

/** An item with the labels of its template, secrets still sealed. */
export type ItemRow = Selectable<InventoryTable> & Pick<TemplateRow, LabelName | 'allow_dropdown_customer'>

type Items = SelectQueryBuilder<Database, 'inventory' | 'inventory_template', ItemRow>

/**
 * Items that the caller may reach: staff all, customers their own, a job those of its customer and those that it has reserved.
 */
export function itemWithinReach(context: Context): Expression<SqlBool> {
  const { scope } = context
  if (scope.all) return sql<SqlBool>`true`
  return sql<SqlBool>`(inventory.customer_id = ${scope.customerId} or inventory.reserved_by_provision_id = ${scope.provisionId})`
}

/** Labels are read in the same statement as the item, since they decide what of it is sealed. */
function items(context: Context): Items {
  return context.db
    .selectFrom('inventory')
    .innerJoin('inventory_template', 'inventory_template.inventory_template_id', 'inventory.inventory_template_id')
    .selectAll('inventory')
    .select(LABEL_NAMES.map((name) => `inventory_template.${name}` as const))
    .select('inventory_template.allow_dropdown_customer') as unknown as Items
}

export function findItem(
  context: Context,
  inventoryId: number,
  { evenOutOfReach = false }: { evenOutOfReach?: boolean } = {},
): Promise<ItemRow | undefined> {
  const item = items(context).where('inventory.inventory_id', '=', inventoryId)
  return (evenOutOfReach ? item : item.where(itemWithinReach(context))).executeTakeFirst()
}

export function itemsOf(context: Context, column: 'customer_id' | 'service_id', id: number): Promise<ItemRow[]> {
  return items(context)
    .where(`inventory.${column}`, '=', id)
    .where(itemWithinReach(context))
    .orderBy('inventory.inventory_id')
    .execute()
}

/**
 * Locks items until the end of the transaction, always in the order of their ids, so that two changes never wait for each
 * other. Their templates are held as they are, since labels decide what is sealed. Whoever calls this decides who may.
 */
export async function lockItems(change: Change, ids: readonly number[]): Promise<ItemRow[]> {
  if (ids.length === 0) return []
  await holdTemplatesOf(change, ids)
  return items(change.context)
    .where('inventory.inventory_id', 'in', [...new Set(ids)])
    .orderBy('inventory.inventory_id')
    .forUpdate('inventory')
    .execute()
}

/** One item, locked and within the caller's reach. */
export async function lockItem(change: Change, inventoryId: number): Promise<ItemRow | undefined> {
  await holdTemplatesOf(change, [inventoryId])
  return items(change.context)
    .where('inventory.inventory_id', '=', inventoryId)
    .where(itemWithinReach(change.context))
    .forUpdate('inventory')
    .executeTakeFirst()
}

function holdTemplatesOf(change: Change, ids: readonly number[]): Promise<unknown> {
  return change.tx
    .selectFrom('inventory_template')
    .select('inventory_template_id')
    .where('inventory_template_id', 'in', (templates) =>
      templates
        .selectFrom('inventory')
        .select('inventory_template_id')
        .where('inventory_id', 'in', [...ids]),
    )
    .orderBy('inventory_template_id')
    .forShare()
    .execute()
}

export function listItems(context: Context, query: ListQuery): Promise<ListPage<ItemRow>> {
  return listRows(context, items(context).where(itemWithinReach(context)), query, {
    sort: {
      inventory_id: sql.ref('inventory.inventory_id'),
      item: sql`lower(inventory.item)`,
      item_state: sql.ref('inventory.item_state'),
      item_location: sql`lower(inventory.item_location)`,
      itemtext1: sql.ref('inventory.itemtext1'),
      itemtext2: sql.ref('inventory.itemtext2'),
      customer_id: sql.ref('inventory.customer_id'),
      service_id: sql.ref('inventory.service_id'),
      sold_date: sql.ref('inventory.sold_date'),
      return_due_date: sql.ref('inventory.return_due_date'),
      created: sql.ref('inventory.created'),
      last_modified: sql.ref('inventory.last_modified'),
    },
    defaultSort: 'inventory_id',
    tieBreak: sql.ref('inventory.inventory_id'),
    search: [
      sql.ref('inventory.item'),
      sql.ref('inventory.itemtext1'),
      sql.ref('inventory.itemtext2'),
      sql.ref('inventory.item_location'),
      sql.ref('inventory.inventory_id'),
    ],
    filters: {
      item: sql.ref('inventory.item'),
      inventory_template_id: sql.ref('inventory.inventory_template_id'),
      item_state: sql.ref('inventory.item_state'),
      item_location: sql.ref('inventory.item_location'),
      customer_id: (ids) => idOrNone('inventory.customer_id', ids),
      service_id: (ids) => idOrNone('inventory.service_id', ids),
    },
  })
}

/** `null` among the values asks for items without a customer or service. */
function idOrNone(column: string, ids: readonly unknown[]): Expression<SqlBool> {
  const texts = ids.filter((id) => id !== null).map(String)
  const none = ids.includes(null) ? sql`or ${sql.ref(column)} is null` : sql``
  return sql<SqlBool>`(${sql.ref(column)}::text = any(${texts}) ${none})`
}

/** Items that nobody has: free by state, unassigned and not held by a job. */
export function isFree(now: Date): Expression<SqlBool> {
  return sql<SqlBool>`(inventory.item_state = any(${[...FREE_ITEM_STATES]}) and inventory.customer_id is null
    and inventory.service_id is null
    and (inventory.reserved_until is null or inventory.reserved_until <= ${now}))`
}

/** Most items that the picker of an order offers. */
const PICKER_LIMIT = 1000

/** Free items of a template, in the order of their first text. */
export function freeItems(
  context: Context,
  { item, item_location: location }: { item: string; item_location?: string | undefined },
): Promise<ItemRow[]> {
  let free = items(context).where('inventory.item', '=', item).where(isFree(context.now()))
  if (location) free = free.where('inventory.item_location', '=', location)
  return free.orderBy('inventory.itemtext1').orderBy('inventory.inventory_id').limit(PICKER_LIMIT).execute()
}

export function allTemplates(context: Context): Promise<TemplateRow[]> {
  return context.db.selectFrom('inventory_template').selectAll().orderBy(sql`lower(item)`).execute()
}

export function findTemplate(context: Context, templateId: number): Promise<TemplateRow | undefined> {
  return context.db
    .selectFrom('inventory_template')
    .selectAll()
    .where('inventory_template_id', '=', templateId)
    .executeTakeFirst()
}

/** The name is matched exactly, capitals included. */
export function findTemplateNamed(context: Context, item: string): Promise<TemplateRow | undefined> {
  return context.db.selectFrom('inventory_template').selectAll().where('item', '=', item).executeTakeFirst()
}
