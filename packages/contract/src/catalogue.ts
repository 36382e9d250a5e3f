import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { ZAmount, ZBoolean, ZDateTime, ZId, ZInt, ZOptionalText, ZSuccess, ZText } from './fields.ts'
import { envelope, ZListQuery } from './list.ts'

export const PRODUCT_CATEGORIES = ['standalone', 'bundle', 'addon', 'promo'] as const
export const AUTO_RENEW_CHOICES = ['prompt', 'true', 'false'] as const

export const ZProduct = z.object({
  product_id: z.number(),
  product_name: z.string(),
  /** addresses the product in URLs and in the charging system; unique whatever the case */
  product_slug: z.string(),
  /** standalone and bundle are plans, addon needs a service, promo stands apart */
  category: z.enum(PRODUCT_CATEGORIES),
  service_type: z.string(),
  /** staff only: left out for a customer */
  comment: z.string().nullable().optional(),
  /** FontAwesome class */
  icon: z.string().nullable(),
  /** per month */
  retail_cost: z.number(),
  /** per month; left out for a customer */
  wholesale_cost: z.number().optional(),
  /** once */
  retail_setup_cost: z.number(),
  /** once; left out for a customer */
  wholesale_setup_cost: z.number().optional(),
  tax_percentage: z.number(),
  /** false hides the product from sale; existing services go on */
  enabled: z.boolean(),
  /** individuals may buy it */
  residential: z.boolean(),
  /** businesses may buy it */
  business: z.boolean(),
  /** customers may buy it themselves */
  customer_can_purchase: z.boolean(),
  available_from: z.string().nullable(),
  available_until: z.string().nullable(),
  /** minimum term and renewal period; 0 = none */
  contract_days: z.number(),
  auto_renew: z.enum(AUTO_RENEW_CHOICES),
  /** false: customers cannot switch renewal on */
  allow_auto_renew: z.boolean(),
  terms: z.string().nullable(),
  /** `A. B. C` or `['A','B']` */
  features_list: z.string(),
  /** playbook without `.yaml`; several, comma-separated or as a JSON list, are a chain */
  provisioning_play: z.string(),
  /** JSON of the default variables, or empty; secrets read `***` without update_product */
  provisioning_json_vars: z.string(),
  /** template names as a list literal, such as `['SIM Card', 'Mobile Number']` */
  inventory_items_list: z.string().nullable(),
  /** product ids, slugs or service types that must be there first; empty = any service of the same type */
  relies_on_list: z.string(),
  requires_installation_date: z.boolean(),
  /** charged when a rented item does not come back */
  replacement_fee: z.number(),
  created: z.string(),
  last_modified: z.string(),
})
export type Product = z.output<typeof ZProduct>

/** Percentage as exact decimal text, 0 to 999. */
export const ZTaxPercentage = ZAmount.refine(
  (text) => Number(text) >= 0 && Number(text) <= 999,
  'must be from 0 to 999',
)

/** `prompt`, `true`, `false`, or a boolean. */
const ZAutoRenew = z
  .union([z.boolean(), z.string().trim().toLowerCase()])
  .transform(String)
  .pipe(z.enum(AUTO_RENEW_CHOICES, 'must be prompt, true or false'))

/** Text of which null counts as empty. */
const ZListText = z
  .string()
  .trim()
  .max(20_000)
  .nullable()
  .transform((text) => text ?? '')

const ZJsonText = ZListText.refine((text) => text === '' || isJson(text), 'must be JSON or empty')

// No defaults here: an update must leave alone what is not sent.
const productFields = {
  product_name: ZText,
  product_slug: ZText.regex(/^\S+$/, 'must not hold blanks'),
  category: z.enum(PRODUCT_CATEGORIES),
  /** one of the configured service types */
  service_type: ZText,
  comment: ZOptionalText,
  icon: ZOptionalText,
  retail_cost: ZAmount,
  wholesale_cost: ZAmount,
  retail_setup_cost: ZAmount,
  wholesale_setup_cost: ZAmount,
  tax_percentage: ZTaxPercentage,
  enabled: ZBoolean,
  residential: ZBoolean,
  business: ZBoolean,
  customer_can_purchase: ZBoolean,
  available_from: ZDateTime.nullish(),
  available_until: ZDateTime.nullish(),
  contract_days: ZInt.pipe(z.number().min(0).max(36_500)),
  auto_renew: ZAutoRenew,
  allow_auto_renew: ZBoolean,
  terms: ZOptionalText,
  features_list: ZListText,
  provisioning_play: ZListText,
  provisioning_json_vars: ZJsonText,
  inventory_items_list: ZOptionalText,
  relies_on_list: ZListText,
  requires_installation_date: ZBoolean,
  replacement_fee: ZAmount,
}
export const ZProductCreate = z.object({
  ...productFields,
  retail_cost: ZAmount.default('0'),
  wholesale_cost: ZAmount.default('0'),
  retail_setup_cost: ZAmount.default('0'),
  wholesale_setup_cost: ZAmount.default('0'),
  tax_percentage: ZTaxPercentage.default('0'),
  enabled: ZBoolean.default(true),
  residential: ZBoolean.default(true),
  business: ZBoolean.default(true),
  customer_can_purchase: ZBoolean.default(false),
  contract_days: productFields.contract_days.default(0),
  auto_renew: ZAutoRenew.default('prompt'),
  allow_auto_renew: ZBoolean.default(true),
  features_list: ZListText.default(''),
  provisioning_play: ZListText.default(''),
  provisioning_json_vars: ZJsonText.default(''),
  relies_on_list: ZListText.default(''),
  requires_installation_date: ZBoolean.default(false),
  replacement_fee: ZAmount.default('0'),
})
export const ZProductUpdate = z.object(productFields).partial()

/** Narrows the list of what is on sale. */
export const ZProductQuery = z.object({
  /** true: disabled products and those outside their window too */
  include_disabled: ZBoolean.default(false),
  category: z.enum(PRODUCT_CATEGORIES).optional(),
  service_type: z.string().max(255).optional(),
  residential: ZBoolean.optional(),
  business: ZBoolean.optional(),
  /** only what this customer may buy */
  customer_id: ZId.optional(),
  /** only add-ons of this service */
  service_id: ZId.optional(),
  /** part of name or features */
  search: z.string().max(200).optional(),
})

const productId = z.object({ product_id: ZId })

export const productEndpoints = {
  list: endpoint({
    id: 'PROD-1',
    method: 'GET',
    path: '/crm/product/',
    tag: 'Products',
    summary: 'What is on sale now, as a bare array; customers get what they may buy themselves.',
    access: { permission: ['view_product'], own: 'view_own_customer_service' },
    query: ZProductQuery,
    response: z.array(ZProduct),
  }),
  listPaginated: endpoint({
    id: 'PROD-2',
    method: 'GET',
    path: '/crm/product/paginated',
    tag: 'Products',
    summary: 'The whole catalogue, page by page, disabled and out-of-window products included.',
    access: { permission: ['view_product'] },
    query: ZListQuery,
    response: envelope(ZProduct),
  }),
  get: endpoint({
    id: 'PROD-3',
    method: 'GET',
    path: '/crm/product/product_id/:product_id',
    aliases: ['/crm/product/:product_id'],
    tag: 'Products',
    summary: 'One product, on sale or not.',
    access: { permission: ['view_product'], own: 'view_own_customer_service' },
    params: productId,
    response: ZProduct,
  }),
  create: endpoint({
    id: 'PROD-4',
    method: 'PUT',
    path: '/crm/product/',
    tag: 'Products',
    summary: 'Creates a product; service type, playbooks and variables are checked.',
    access: { permission: ['create_product'] },
    body: ZProductCreate,
    response: ZProduct,
  }),
  update: endpoint({
    id: 'PROD-5',
    method: 'PATCH',
    path: '/crm/product/product_id/:product_id',
    aliases: ['/crm/product/:product_id'],
    tag: 'Products',
    summary: 'Changes the fields that are sent.',
    access: { permission: ['update_product'] },
    params: productId,
    body: ZProductUpdate,
    response: ZProduct,
  }),
  remove: endpoint({
    id: 'PROD-6',
    method: 'DELETE',
    path: '/crm/product/product_id/:product_id',
    aliases: ['/crm/product/:product_id'],
    tag: 'Products',
    summary: 'Removes a product that nothing refers to; otherwise disable it.',
    access: { permission: ['delete_product'] },
    params: productId,
    response: ZSuccess,
  }),
  clone: endpoint({
    id: 'PROD-7',
    method: 'POST',
    path: '/crm/product/product_id/:product_id/clone',
    aliases: ['/crm/product/:product_id/clone'],
    tag: 'Products',
    summary: 'A copy whose name ends in " clone", with a free slug.',
    access: { permission: ['create_product'] },
    params: productId,
    response: ZProduct,
  }),
  addonsOfService: endpoint({
    id: 'PROD-8',
    method: 'GET',
    path: '/crm/product/addons/service_id/:service_id',
    tag: 'Products',
    summary: 'The add-ons that a service may have now.',
    access: { permission: ['view_product'], own: 'view_own_customer_service' },
    params: z.object({ service_id: ZId }),
    response: z.array(ZProduct),
  }),
  getBySlug: endpoint({
    id: 'PROD-9',
    method: 'GET',
    path: '/crm/product/product_slug/:product_slug',
    tag: 'Products',
    summary: 'One product by its slug.',
    access: { permission: ['view_product'], own: 'view_own_customer_service' },
    params: z.object({ product_slug: z.string().min(1).max(255) }),
    response: ZProduct,
  }),
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
