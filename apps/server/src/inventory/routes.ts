import { inventoryEndpoints, inventoryTemplateEndpoints, type ListQuery } from '@omnicrm/contract'
import type { Context } from '../platform/context.ts'
import { notFound } from '../platform/errors.ts'
import { csvFile } from '../platform/http/file-reply.ts'
import type { Routes } from '../platform/http/routes.ts'
import { presentedPortions, presentList } from '../platform/lists.ts'
import { missing, requireReach } from '../platform/reach.ts'
import { availableItems } from './available-items.ts'
import { createItem } from './create-item.ts'
import { exportRow } from './export-row.ts'
import { historyOf } from './history.ts'
import { importItems } from './import-items.ts'
import { inventoryTurnover } from './inventory-turnover.ts'
import { presentHistory, presentItem, presentTemplate } from './present.ts'
import { positionOf, qualify } from './qualify-address.ts'
import { itemsOfService } from './service-items.ts'
import { countStock } from './stock.ts'
import { allTemplates, findItem, findTemplate, itemsOf, listItems } from './tables.ts'
import { removeItem, updateItem } from './update-item.ts'
import { createTemplate, removeTemplate, updateTemplate } from './write-template.ts'

export function inventoryRoutes(routes: Routes): void {
  const one = async (context: Context, inventoryId: number) => {
    const item = await findItem(context, inventoryId)
    if (!item) throw missing(context, 'Inventory item')
    return presentItem(context, item)
  }
  routes.handle(inventoryEndpoints.get, ({ params, context }) => one(context, params.inventory_id))
  routes.handle(inventoryEndpoints.list, async ({ query, context }) =>
    presentList(await listItems(context, query), query, {
      name: 'inventory',
      present: (row) => presentItem(context, row),
    }),
  )
  routes.handle(inventoryEndpoints.listOfCustomer, async ({ params, context }) => {
    requireReach(context, params.customer_id)
    const rows = await itemsOf(context, 'customer_id', params.customer_id)
    return { data: rows.map((row) => presentItem(context, row)) }
  })
  routes.handle(inventoryEndpoints.listOfService, async ({ params, context }) => ({
    data: await itemsOfService(context, params.service_id),
  }))
  routes.handle(inventoryEndpoints.available, ({ query, context }) => availableItems(context, query))
  routes.handle(inventoryEndpoints.qualification, async ({ query, context }) =>
    qualify(context, await positionOf(context, query)),
  )
  routes.handle(inventoryEndpoints.stock, ({ query, context }) => countStock(context, query))
  routes.handle(inventoryEndpoints.turnover, ({ query, context }) => inventoryTurnover(context, query))
  routes.handle(inventoryEndpoints.history, async ({ params, context }) => {
    const rows = await historyOf(context, params.inventory_id)
    if (rows.length === 0) throw notFound('Inventory item')
    return rows.map(presentHistory)
  })
  routes.handle(inventoryEndpoints.export, async ({ query, context }) => {
    const all: ListQuery = { ...query, format: 'csv' }
    return csvFile(
      'inventory',
      presentedPortions(await listItems(context, all), (row) => exportRow(context, row)),
    )
  })
  routes.handle(inventoryEndpoints.create, ({ body, context }) =>
    context.change(async (change) => one(change.context, await createItem(change, body))),
  )
  routes.handle(inventoryEndpoints.createMany, ({ body, context }) =>
    context.change((change) => importItems(change, body)),
  )
  routes.handle(inventoryEndpoints.update, ({ params, body, context }) =>
    context.change(async (change) => {
      await updateItem(change, params.inventory_id, body)
      // Releasing takes the item out of a job's reach; it still gets to see what it has done.
      const item = await findItem(change.context, params.inventory_id, { evenOutOfReach: true })
      if (!item) throw notFound('Inventory item')
      return presentItem(change.context, item)
    }),
  )
  routes.handle(inventoryEndpoints.remove, async ({ params, context }) => {
    await context.change((change) => removeItem(change, params.inventory_id))
    return { result: 'success' as const }
  })
  templateRoutes(routes)
}

function templateRoutes(routes: Routes): void {
  const one = async (context: Context, templateId: number) => {
    const template = await findTemplate(context, templateId)
    if (!template) throw notFound('Inventory template')
    return presentTemplate(context, template)
  }
  routes.handle(inventoryTemplateEndpoints.list, async ({ context }) =>
    (await allTemplates(context)).map((row) => presentTemplate(context, row)),
  )
  routes.handle(inventoryTemplateEndpoints.get, ({ params, context }) => one(context, params.inventory_template_id))
  routes.handle(inventoryTemplateEndpoints.create, ({ body, context }) =>
    context.change(async (change) => one(change.context, await createTemplate(change, body))),
  )
  routes.handle(inventoryTemplateEndpoints.update, ({ params, body, context }) =>
    context.change(async (change) => {
      await updateTemplate(change, params.inventory_template_id, body)
      return one(change.context, params.inventory_template_id)
    }),
  )
  routes.handle(inventoryTemplateEndpoints.remove, async ({ params, context }) => {
    await context.change((change) => removeTemplate(change, params.inventory_template_id))
    return { result: 'success' as const }
  })
}
