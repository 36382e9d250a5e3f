import {
  formatListLiteral,
  type InputOf,
  type Product,
  parseListLiteral,
  type productEndpoints,
  ZProductCreate,
} from '@omnicrm/contract'
import { validateBy } from '../../../components/dialog/place-error.ts'

type Body = InputOf<(typeof productEndpoints)['create']>['body']

export const PRODUCT_TABS = ['basic', 'pricing', 'configuration', 'provisioning', 'availability'] as const
export type ProductTab = (typeof PRODUCT_TABS)[number]

/** The form's values: empty text for what is not set, dates as `YYYY-MM-DDTHH:mm` in the reader's time zone. */
export type ProductValues = {
  product_name: string
  product_slug: string
  category: Product['category']
  service_type: string
  icon: string | null
  features_list: string
  terms: string
  comment: string
  enabled: boolean
  retail_cost: string | number
  wholesale_cost: string | number
  retail_setup_cost: string | number
  wholesale_setup_cost: string | number
  tax_percentage: string | number
  replacement_fee: string | number
  auto_renew: Product['auto_renew']
  allow_auto_renew: boolean
  contract_days: string | number
  residential: boolean
  business: boolean
  customer_can_purchase: boolean
  requires_installation_date: boolean
  relies_on_list: string
  provisioning_play: string
  provisioning_json_vars: string
  inventory_items_list: string[]
  available_from: string
  available_until: string
}

export const NEW_PRODUCT: ProductValues = {
  product_name: '',
  product_slug: '',
  category: 'standalone',
  service_type: '',
  icon: null,
  features_list: '',
  terms: '',
  comment: '',
  enabled: true,
  retail_cost: 0,
  wholesale_cost: 0,
  retail_setup_cost: 0,
  wholesale_setup_cost: 0,
  tax_percentage: 0,
  replacement_fee: 0,
  auto_renew: 'prompt',
  allow_auto_renew: true,
  contract_days: 30,
  residential: true,
  business: true,
  customer_can_purchase: false,
  requires_installation_date: false,
  relies_on_list: '',
  provisioning_play: '',
  provisioning_json_vars: '',
  inventory_items_list: [],
  available_from: '',
  available_until: '',
}

const TAB_FIELDS: Record<ProductTab, readonly (keyof ProductValues)[]> = {
  basic: [
    'product_name',
    'product_slug',
    'category',
    'service_type',
    'icon',
    'features_list',
    'terms',
    'comment',
    'enabled',
  ],
  pricing: [
    'retail_cost',
    'wholesale_cost',
    'retail_setup_cost',
    'wholesale_setup_cost',
    'tax_percentage',
    'replacement_fee',
  ],
  configuration: [
    'auto_renew',
    'allow_auto_renew',
    'contract_days',
    'residential',
    'business',
    'customer_can_purchase',
    'requires_installation_date',
    'relies_on_list',
  ],
  provisioning: ['provisioning_play', 'provisioning_json_vars', 'inventory_items_list'],
  availability: ['available_from', 'available_until'],
}

/** Tabs that hold a field with an error, in their order. */
export function tabsWithErrors(errors: Readonly<Record<string, unknown>>): ProductTab[] {
  return PRODUCT_TABS.filter((tab) => TAB_FIELDS[tab].some((field) => errors[field]))
}

/** The slug proposed for a name: lower case with hyphens. */
export function slugOf(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
}

/** The form's values of a product. */
export function valuesOf(product: Product): ProductValues {
  return {
    product_name: product.product_name,
    product_slug: product.product_slug,
    category: product.category,
    service_type: product.service_type,
    icon: product.icon,
    features_list: product.features_list,
    terms: product.terms ?? '',
    comment: product.comment ?? '',
    enabled: product.enabled,
    retail_cost: product.retail_cost,
    wholesale_cost: product.wholesale_cost ?? 0,
    retail_setup_cost: product.retail_setup_cost,
    wholesale_setup_cost: product.wholesale_setup_cost ?? 0,
    tax_percentage: product.tax_percentage,
    replacement_fee: product.replacement_fee,
    auto_renew: product.auto_renew,
    allow_auto_renew: product.allow_auto_renew,
    contract_days: product.contract_days,
    residential: product.residential,
    business: product.business,
    customer_can_purchase: product.customer_can_purchase,
    requires_installation_date: product.requires_installation_date,
    relies_on_list: product.relies_on_list,
    provisioning_play: product.provisioning_play,
    provisioning_json_vars: product.provisioning_json_vars,
    inventory_items_list: parseListLiteral(product.inventory_items_list) ?? [],
    available_from: localTime(product.available_from),
    available_until: localTime(product.available_until),
  }
}

/** The values as the API takes them. */
export function bodyOf(values: ProductValues): Body {
  return {
    ...values,
    inventory_items_list:
      values.inventory_items_list.length > 0 ? formatListLiteral(values.inventory_items_list) : null,
    available_from: utcTime(values.available_from),
    available_until: utcTime(values.available_until),
  }
}

/** Only what was changed, so that what someone else changed meanwhile stays. */
export function changesOf(before: ProductValues, after: ProductValues): Partial<Body> {
  const body = bodyOf(after)
  const changed = (Object.keys(after) as (keyof ProductValues)[]).filter(
    (name) => JSON.stringify(textual(before[name])) !== JSON.stringify(textual(after[name])),
  )
  return Object.fromEntries(changed.map((name) => [name, body[name]]))
}

const validateBody = validateBy(ZProductCreate)

/** Messages beside the fields, by the contract's own rules. */
export function productErrors(values: ProductValues): Record<string, string> {
  return validateBody(bodyOf(values))
}

// a number field answers text while it is typed in
function textual(value: ProductValues[keyof ProductValues]): unknown {
  return typeof value === 'number' ? String(value) : value
}

function localTime(iso: string | null): string {
  if (!iso) return ''
  const time = new Date(iso)
  return new Date(time.getTime() - time.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}

function utcTime(local: string): string | null {
  return local === '' ? null : new Date(local).toISOString()
}
