import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { ZAmount, ZBoolean, ZDate, ZDateTime, ZId, ZNumber, ZOptionalText, ZSuccess, ZText } from './fields.ts'
import { envelope, ZListQuery } from './list.ts'
import { ZReportPeriod } from './report-period.ts'

/** States that count as free: the picker offers them. */
export const FREE_ITEM_STATES = ['New', 'In Stock', 'Available'] as const

/** What a secret of an item reads for whoever may see the item but not change it. */
export const HIDDEN_SECRET = '***'

const OPTIONAL_TEXTS = [
  'itemtext2',
  'itemtext3',
  'itemtext4',
  'itemtext5',
  'itemtext6',
  'itemtext7',
  'itemtext8',
  'itemtext9',
  'itemtext10',
  'itemtext11',
  'itemtext12',
  'itemtext13',
  'itemtext14',
  'itemtext15',
  'itemtext16',
  'itemtext17',
  'itemtext18',
  'itemtext19',
  'itemtext20',
] as const
export type OptionalItemText = (typeof OPTIONAL_TEXTS)[number]
export type OptionalItemLabel = `${Exclude<OptionalItemText, 'itemtext2'>}_label`

const OPTIONAL_LABELS = OPTIONAL_TEXTS.slice(1).map((name) => `${name}_label` as OptionalItemLabel)

/**
 * An item. Beside these fields it answers one more per label of its template, in snake case with the same value as the
 * text (`iccid`, `imsi`, `msisdn`, ...). Secrets (Ki, OPc, PUK, PSK, management password) read `***` without
 * update_inventory, and are left out for customers.
 */
export const ZInventoryItem = z.looseObject({
  inventory_id: z.number(),
  inventory_template_id: z.number(),
  /** name of the template */
  item: z.string(),
  customer_id: z.number().nullable(),
  service_id: z.number().nullable(),
  /** job that holds the item until it is assigned or the job ends */
  reserved_by_provision_id: z.number().nullable(),
  reserved_until: z.string().nullable(),
  /** set on an item that must come back */
  return_due_date: z.string().nullable(),
  item_location: z.string().nullable(),
  item_state: z.string(),
  itemtext1: z.string(),
  ...fieldsNamed(OPTIONAL_TEXTS, z.string().nullable().optional()),
  /** left out for a customer */
  wholesale_cost: z.number().optional(),
  retail_cost: z.number(),
  sold_date: z.string().nullable(),
  address_line_1: z.string().nullable(),
  address_line_2: z.string().nullable(),
  city: z.string().nullable(),
  state: z.string().nullable(),
  zip_code: z.string().nullable(),
  country: z.string().nullable(),
  latitude: z.number().nullable(),
  longitude: z.number().nullable(),
  plus_code: z.string().nullable(),
  google_maps_place_id: z.string().nullable(),
  /** URL, or `LPA:1$...` of an eSIM; shown as QR code */
  management_url: z.string().nullable(),
  management_username: z.string().nullable(),
  management_password: z.string().nullable().optional(),
  /** staff only: a device configuration holds secrets */
  config_content: z.string().nullable().optional(),
  config_file_path: z.string().nullable().optional(),
  inventory_notes: z.string().nullable().optional(),
  created: z.string(),
  last_modified: z.string(),
})
export type InventoryItem = z.output<typeof ZInventoryItem>

const ZLatitude = ZNumber.pipe(z.number().min(-90).max(90))
const ZLongitude = ZNumber.pipe(z.number().min(-180).max(180))

// No defaults here: an update must leave alone what is not sent.
const itemFields = {
  customer_id: ZId.nullish(),
  service_id: ZId.nullish(),
  return_due_date: ZDate.nullish(),
  item_location: ZOptionalText,
  /** one of the configured states */
  item_state: ZText,
  itemtext1: ZText,
  ...fieldsNamed(OPTIONAL_TEXTS, ZOptionalText),
  wholesale_cost: ZAmount,
  retail_cost: ZAmount,
  sold_date: ZDateTime.nullish(),
  address_line_1: ZOptionalText,
  address_line_2: ZOptionalText,
  city: ZOptionalText,
  state: ZOptionalText,
  zip_code: ZOptionalText,
  country: ZOptionalText,
  latitude: ZLatitude.nullish(),
  longitude: ZLongitude.nullish(),
  plus_code: ZOptionalText,
  google_maps_place_id: ZOptionalText,
  management_url: ZOptionalText,
  management_username: ZOptionalText,
  management_password: ZOptionalText,
  config_content: ZOptionalText,
  config_file_path: ZOptionalText,
  inventory_notes: ZOptionalText,
}

/** Also the form of one row of an import. */
export const ZInventoryCreate = z
  .object({
    ...itemFields,
    /** name of the template, exact; or its id */
    item: ZText.optional(),
    inventory_template_id: ZId.optional(),
    item_state: ZText.default('New'),
    /** the template's when left out */
    wholesale_cost: ZAmount.optional(),
    /** the template's when left out */
    retail_cost: ZAmount.optional(),
  })
  .refine((item) => item.item !== undefined || item.inventory_template_id !== undefined, {
    path: ['item'],
    message: 'item or inventory_template_id must be given',
  })
export const ZInventoryUpdate = z.object(itemFields).partial()

/** Rows to load: as JSON, or as CSV whose first line names the fields. Each row is checked by itself. */
export const ZInventoryBatch = z.union([
  z.array(z.record(z.string(), z.unknown())).min(1).max(20_000),
  z.object({ csv: z.string().min(1).max(20_000_000) }),
])

export const ZInventoryHistory = z.object({
  timestamp: z.string(),
  item_state: z.string(),
  item_location: z.string().nullable(),
  customer_id: z.number().nullable(),
  service_id: z.number().nullable(),
  user_id: z.number().nullable(),
})

/** How quickly stock moves in a period. */
export const ZInventoryTurnover = z.object({
  start_date: z.string(),
  end_date: z.string(),
  items: z.array(
    z.object({
      item: z.string(),
      /** items given to somebody, and items that came back */
      assigned: z.number(),
      returned: z.number(),
      /** items that could be given out when the period began and ended */
      free_before: z.number(),
      free_after: z.number(),
      /** assigned by average stock; null without stock */
      turnover: z.number().nullable(),
    }),
  ),
})
export type InventoryTurnover = z.output<typeof ZInventoryTurnover>

export const ZStock = z.object({
  item: z.string(),
  item_location: z.string().nullable(),
  item_state: z.string(),
  count: z.number(),
  /** true when fewer free items are left than `inventory.low_stock` asks for */
  low: z.boolean(),
})

/** A service that a home passed nearby can have. */
export const ZQualification = z.object({
  service_type: z.string(),
  inventory_id: z.number(),
  distance_km: z.number(),
})

export const ZInventoryTemplate = z.object({
  inventory_template_id: z.number(),
  /** case-sensitive; products name it in `inventory_items_list` */
  item: z.string(),
  icon: z.string().nullable(),
  /** default of new items; left out for a customer */
  wholesale_cost: z.number().optional(),
  /** default of new items */
  retail_cost: z.number(),
  itemtext1_label: z.string(),
  itemtext2_label: z.string(),
  ...fieldsNamed(OPTIONAL_LABELS, z.string().nullable()),
  /** staff may pick items of it in an order */
  allow_dropdown_staff: z.boolean(),
  /** customers may pick items of it in an order */
  allow_dropdown_customer: z.boolean(),
})
export type InventoryTemplate = z.output<typeof ZInventoryTemplate>

const templateFields = {
  item: ZText,
  icon: ZOptionalText,
  wholesale_cost: ZAmount,
  retail_cost: ZAmount,
  itemtext1_label: ZText,
  itemtext2_label: ZText,
  ...fieldsNamed(OPTIONAL_LABELS, ZOptionalText),
  allow_dropdown_staff: ZBoolean,
  allow_dropdown_customer: ZBoolean,
}
export const ZInventoryTemplateCreate = z.object({
  ...templateFields,
  itemtext1_label: ZText.default('Model Number'),
  itemtext2_label: ZText.default('Serial Number'),
  allow_dropdown_staff: ZBoolean.default(true),
  allow_dropdown_customer: ZBoolean.default(false),
})
export const ZInventoryTemplateUpdate = z.object(templateFields).partial()

const inventoryId = z.object({ inventory_id: ZId })
const templateId = z.object({ inventory_template_id: ZId })

export const inventoryEndpoints = {
  get: endpoint({
    id: 'INV-1',
    method: 'GET',
    path: '/crm/inventory/inventory_id/:inventory_id',
    aliases: ['/crm/inventory/:inventory_id'],
    tag: 'Inventory',
    summary: 'One item; its secrets read *** without update_inventory.',
    access: { permission: ['view_inventory'], own: 'view_own_inventory' },
    params: inventoryId,
    response: ZInventoryItem,
  }),
  update: endpoint({
    id: 'INV-2',
    method: 'PATCH',
    path: '/crm/inventory/inventory_id/:inventory_id',
    aliases: ['/crm/inventory/:inventory_id'],
    tag: 'Inventory',
    summary: 'Changes, assigns or releases an item.',
    access: { permission: ['update_inventory'] },
    params: inventoryId,
    body: ZInventoryUpdate,
    response: ZInventoryItem,
  }),
  listOfCustomer: endpoint({
    id: 'INV-3',
    method: 'GET',
    path: '/crm/inventory/customer_id/:customer_id',
    tag: 'Inventory',
    summary: 'The items of a customer.',
    access: { permission: ['view_inventory'], own: 'view_own_inventory' },
    params: z.object({ customer_id: ZId }),
    response: z.object({ data: z.array(ZInventoryItem) }),
  }),
  create: endpoint({
    id: 'INV-4',
    method: 'PUT',
    path: '/crm/inventory/',
    tag: 'Inventory',
    summary: 'Creates an item; costs default from its template.',
    access: { permission: ['create_inventory'] },
    body: ZInventoryCreate,
    response: ZInventoryItem,
  }),
  list: endpoint({
    id: 'INV-5',
    method: 'GET',
    path: '/crm/inventory/',
    tag: 'Inventory',
    summary: 'Items, page by page; filter by item, item_state, item_location, customer_id or service_id.',
    access: { permission: ['view_inventory'], own: 'view_own_inventory' },
    query: ZListQuery,
    response: envelope(ZInventoryItem),
  }),
  listOfService: endpoint({
    id: 'INV-6',
    method: 'GET',
    path: '/crm/inventory/service_id/:service_id',
    tag: 'Inventory',
    summary: 'The items of a service.',
    access: { permission: ['view_inventory'], own: 'view_own_inventory' },
    params: z.object({ service_id: ZId }),
    response: z.object({ data: z.array(ZInventoryItem) }),
  }),
  available: endpoint({
    id: 'INV-7',
    method: 'GET',
    path: '/crm/inventory/available',
    tag: 'Inventory',
    summary: 'Free items of a template, for the picker of an order.',
    access: { permission: ['view_inventory'], own: 'view_own_inventory' },
    query: z.object({
      /** template name, exact */
      item: z.string().min(1).max(255),
      item_location: z.string().max(255).optional(),
    }),
    response: z.array(
      z.object({
        inventory_id: z.number(),
        item: z.string(),
        item_location: z.string().nullable(),
        item_state: z.string(),
        itemtext1: z.string(),
        itemtext2: z.string().nullable(),
      }),
    ),
  }),
  remove: endpoint({
    id: 'INV-8',
    method: 'DELETE',
    path: '/crm/inventory/inventory_id/:inventory_id',
    aliases: ['/crm/inventory/:inventory_id'],
    tag: 'Inventory',
    summary: 'Removes an item that is neither assigned nor reserved.',
    access: { permission: ['delete_inventory'] },
    params: inventoryId,
    response: ZSuccess,
  }),
  createMany: endpoint({
    id: 'INV-9',
    method: 'PUT',
    path: '/crm/inventory/batch',
    tag: 'Inventory',
    summary: 'Loads many items; good rows are loaded, bad ones reported with their line.',
    access: { permission: ['create_inventory'] },
    body: ZInventoryBatch,
    response: z.object({
      created: z.number(),
      failed: z.number(),
      errors: z.array(z.object({ line: z.number(), message: z.string() })),
    }),
  }),
  export: endpoint({
    id: 'INV-9',
    method: 'GET',
    path: '/crm/inventory/export',
    tag: 'Inventory',
    summary: 'The filtered items as CSV, in the form that the batch takes.',
    access: { permission: ['view_inventory'] },
    query: ZListQuery,
    response: 'file',
  }),
  turnover: endpoint({
    id: 'SYS-8a',
    method: 'GET',
    path: '/crm/report/inventory_turnover',
    tag: 'Reports',
    summary: 'How quickly stock moves, by type of item.',
    access: { permission: ['view_inventory'] },
    query: ZReportPeriod,
    response: ZInventoryTurnover,
  }),
  history: endpoint({
    id: 'INV-10',
    method: 'GET',
    path: '/crm/inventory/inventory_id/:inventory_id/history',
    tag: 'Inventory',
    summary: 'Who had an item, when and for which service, newest first.',
    access: { permission: ['view_inventory'] },
    params: inventoryId,
    response: z.array(ZInventoryHistory),
  }),
  stock: endpoint({
    id: 'INV-11',
    method: 'GET',
    path: '/crm/inventory/stock',
    tag: 'Inventory',
    summary: 'How many items there are by type, location and state.',
    access: { permission: ['view_inventory'] },
    query: z.object({ item: z.string().max(255).optional(), item_location: z.string().max(255).optional() }),
    response: z.array(ZStock),
  }),
  qualification: endpoint({
    id: 'INV-12',
    method: 'GET',
    path: '/crm/inventory/qualification',
    tag: 'Inventory',
    summary: 'The services that can be offered at a position or site, from the homes passed nearby; nearest first.',
    access: { permission: ['view_inventory'], own: 'view_own_inventory' },
    query: z.object({
      latitude: ZLatitude.optional(),
      longitude: ZLongitude.optional(),
      /** instead of a position */
      site_id: ZId.optional(),
    }),
    response: z.array(ZQualification),
  }),
}

export const inventoryTemplateEndpoints = {
  list: endpoint({
    id: 'TPL-1',
    method: 'GET',
    path: '/crm/inventory/item_template/',
    tag: 'Inventory templates',
    summary: 'Every template as a bare array.',
    access: { permission: ['view_inventory_template', 'view_own_inventory_template'] },
    response: z.array(ZInventoryTemplate),
  }),
  create: endpoint({
    id: 'TPL-2',
    method: 'PUT',
    path: '/crm/inventory/item_template/',
    tag: 'Inventory templates',
    summary: 'Creates a template.',
    access: { permission: ['create_inventory_template'] },
    body: ZInventoryTemplateCreate,
    response: ZInventoryTemplate,
  }),
  update: endpoint({
    id: 'TPL-3',
    method: 'PATCH',
    path: '/crm/inventory/item_template/:inventory_template_id',
    aliases: ['/crm/inventory/item_template/inventory_template_id/:inventory_template_id'],
    tag: 'Inventory templates',
    summary: 'Changes the fields that are sent; existing items show new labels, their data stays.',
    access: { permission: ['update_inventory_template'] },
    params: templateId,
    body: ZInventoryTemplateUpdate,
    response: ZInventoryTemplate,
  }),
  get: endpoint({
    id: 'TPL-4',
    method: 'GET',
    path: '/crm/inventory/item_template/:inventory_template_id',
    aliases: ['/crm/inventory/item_template/inventory_template_id/:inventory_template_id'],
    tag: 'Inventory templates',
    summary: 'One template.',
    access: { permission: ['view_inventory_template', 'view_own_inventory_template'] },
    params: templateId,
    response: ZInventoryTemplate,
  }),
  remove: endpoint({
    id: 'TPL-5',
    method: 'DELETE',
    path: '/crm/inventory/item_template/:inventory_template_id',
    aliases: ['/crm/inventory/item_template/inventory_template_id/:inventory_template_id'],
    tag: 'Inventory templates',
    summary: 'Removes a template that no item has.',
    access: { permission: ['delete_inventory_template'] },
    params: templateId,
    response: ZSuccess,
  }),
}

function fieldsNamed<N extends string, S extends z.ZodType>(names: readonly N[], schema: S): Record<N, S> {
  return Object.fromEntries(names.map((name) => [name, schema])) as Record<N, S>
}
