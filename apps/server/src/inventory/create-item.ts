import { FREE_ITEM_STATES, type ZInventoryCreate } from '@omnicrm/contract'
import type { Insertable } from 'kysely'
import type { z } from 'zod'
import type { Change } from '../platform/context.ts'
import type { InventoryTable } from '../platform/database/tables/inventory.ts'
import { invalid } from '../platform/errors.ts'
import { isHeld, NOBODY, nextHolder, readCustomers, readServiceOwners, type ServiceOwners } from './assignment.ts'
import { addHistory } from './history.ts'
import { presentableName } from './item-labels.ts'
import { sealSecrets } from './item-secrets.ts'
import { requireState, stateAfter } from './item-states.ts'
import type { TemplateRow } from './tables.ts'

export type NewItem = z.output<typeof ZInventoryCreate>

/** What a new item is checked against. */
export type Surroundings = { template: TemplateRow; customers: ReadonlySet<number>; serviceOwners: ServiceOwners }

/** Creates an item; answers its id. Throws 400 for a template, state, customer or service that is not there. */
export async function createItem(change: Change, input: NewItem): Promise<number> {
  const serviceOwners = await readServiceOwners(change, input.service_id ? [input.service_id] : [])
  const customers = await readCustomers(change, input.customer_id ? [input.customer_id] : [])
  const template = chosenTemplate(await holdTemplates(change), input)
  const values = newItemValues(change, input, { template, customers, serviceOwners })
  const made = await change.tx
    .insertInto('inventory')
    .values(values)
    .returning(['inventory_id', 'item_state', 'item_location', 'customer_id', 'service_id'])
    .executeTakeFirstOrThrow()
  await addHistory(change, [made])
  await change.record({
    entity: 'inventory',
    entityId: made.inventory_id,
    customerId: made.customer_id,
    serviceId: made.service_id,
    activity: `Added ${template.item} ${presentableName({ ...template, itemtext1: input.itemtext1 })}`,
    details: { item_state: made.item_state, item_location: made.item_location },
  })
  return made.inventory_id
}

/** All templates, kept as they are until the end of the transaction: their labels decide what of an item is sealed. */
export function holdTemplates(change: Change): Promise<TemplateRow[]> {
  return change.tx.selectFrom('inventory_template').selectAll().orderBy('inventory_template_id').forShare().execute()
}

/** The template that an item names or gives the id of. Throws 400 when there is none, or when name and id disagree. */
export function chosenTemplate(
  templates: readonly TemplateRow[],
  input: Pick<NewItem, 'item' | 'inventory_template_id'>,
): TemplateRow {
  const { item, inventory_template_id: id } = input
  const template =
    id === undefined
      ? templates.find((candidate) => candidate.item === item)
      : templates.find((candidate) => candidate.inventory_template_id === id)
  if (!template)
    throw id === undefined
      ? invalid('item', `there is no template named ${item}`)
      : invalid('inventory_template_id', `there is no template ${id}`)
  if (item !== undefined && item !== template.item)
    throw invalid('item', `template ${template.inventory_template_id} is named ${template.item}`)
  return template
}

/** The row of a new item: costs default from its template, secrets are sealed, an item that somebody has is Assigned and sold. */
export function newItemValues(
  change: Change,
  input: NewItem,
  { template, customers, serviceOwners }: Surroundings,
): Insertable<InventoryTable> {
  const { config, seal } = change.context.platform
  const { item: _item, inventory_template_id: _id, ...fields } = input
  const holder = nextHolder(NOBODY, input, serviceOwners)
  if (holder.customer_id !== null && holder.service_id === null && !customers.has(holder.customer_id))
    throw invalid('customer_id', `there is no customer ${holder.customer_id}`)
  const assigned = isHeld(holder)
  requireState(config, input.item_state)
  const free = (FREE_ITEM_STATES as readonly string[]).includes(input.item_state)
  const state = stateAfter(config, input.item_state, { given: assigned && free, released: false })
  return {
    ...sealSecrets(seal, template, fields),
    ...holder,
    item: template.item,
    inventory_template_id: template.inventory_template_id,
    item_state: state,
    wholesale_cost: input.wholesale_cost ?? template.wholesale_cost,
    retail_cost: input.retail_cost ?? template.retail_cost,
    sold_date: input.sold_date ?? (assigned ? change.now : null),
    created: change.now,
    last_modified: change.now,
  }
}
