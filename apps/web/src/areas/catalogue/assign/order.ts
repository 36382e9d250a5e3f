import {
  type CustomerDetail,
  type InputOf,
  type Product,
  parseListLiteral,
  type provisionEndpoints,
} from '@omnicrm/contract'
import { isForCustomer } from '../plan-figures.ts'
import { changedValues, isOverrideValid, overridables } from './override-values.ts'

export const STEPS = ['product', 'customer', 'service', 'inventory', 'business', 'renewal', 'review'] as const
export type Step = (typeof STEPS)[number]

/** What has been chosen so far, beside product and customer. */
export type Choices = {
  /** service that an add-on is for */
  serviceId: number | null
  /** item chosen per inventory type */
  items: Readonly<Record<string, number>>
  siteId: number | null
  billingContactId: number | null
  technicalContactId: number | null
  poNumber: string
  /** YYYY-MM-DD */
  installationDate: string
  /** provisioning waits for the day of the installation */
  beginsOnDate: boolean
  /** an installation ticket is made with the order */
  makesTicket: boolean
  customFields: readonly { name: string; value: string }[]
  autoRenew: boolean | null
  promoCode: string
  /** changed variables as typed */
  overrides: Readonly<Record<string, string>>
  areTermsAccepted: boolean
}

export const NO_CHOICES: Choices = {
  serviceId: null,
  items: {},
  siteId: null,
  billingContactId: null,
  technicalContactId: null,
  poNumber: '',
  installationDate: '',
  beginsOnDate: false,
  makesTicket: false,
  customFields: [],
  autoRenew: null,
  promoCode: '',
  overrides: {},
  areTermsAccepted: false,
}

export type Order = {
  product: Product | undefined
  customer: CustomerDetail | undefined
  choices: Choices
  /** what the address already names is not asked */
  given: { product: boolean; customer: boolean; service: boolean }
}

/** Inventory types that an order of the product must choose an item of, each once. */
export function inventoryTypes(product: Pick<Product, 'inventory_items_list'>): string[] {
  return [...new Set(parseListLiteral(product.inventory_items_list) ?? [])]
}

/** Services of the customer that an add-on may go to. */
export function servicesFor(product: Pick<Product, 'service_type'>, customer: CustomerDetail) {
  return customer.services.filter(
    ({ service_type, service_status }) => service_type === product.service_type && service_status === 'Active',
  )
}

/** Service that the order is for: chosen, or the only one that matches; null for a plan, and while it is open. */
export function serviceOf({ product, customer, choices }: Order): number | null {
  if (product?.category !== 'addon' || choices.serviceId !== null || !customer) return choices.serviceId
  const matching = servicesFor(product, customer)
  return matching.length === 1 ? (matching[0]?.service_id ?? null) : null
}

/** The steps of this order, in order; those with nothing to ask are left out. */
export function stepsOf({ product, customer, given }: Order): Step[] {
  const isAddon = product?.category === 'addon' && customer !== undefined
  const asked: Record<Step, boolean> = {
    product: !given.product,
    customer: !given.customer,
    service: isAddon && !given.service && servicesFor(product, customer).length !== 1,
    inventory: product !== undefined && inventoryTypes(product).length > 0,
    business: product?.requires_installation_date === true || customer?.customer_account_type === 'Business',
    renewal: product?.auto_renew === 'prompt',
    review: true,
  }
  return STEPS.filter((step) => asked[step])
}

/** Whether all that a step must have is there. */
export function isStepDone(step: Step, order: Order): boolean {
  const { product, customer, choices } = order
  const done: Record<Step, () => boolean> = {
    product: () => product !== undefined,
    customer: () => customer !== undefined && (!product || isForCustomer(product, customer.customer_account_type)),
    service: () => serviceOf(order) !== null,
    inventory: () => !!product && inventoryTypes(product).every((type) => choices.items[type] !== undefined),
    business: () => !product?.requires_installation_date || choices.installationDate !== '',
    renewal: () => choices.autoRenew !== null,
    review: () =>
      (!product?.terms || choices.areTermsAccepted) &&
      !!product &&
      overridables(product.provisioning_json_vars).every((variable) =>
        isOverrideValid(variable, choices.overrides[variable.name] ?? String(variable.initial)),
      ),
  }
  return done[step]()
}

type Body = InputOf<(typeof provisionEndpoints)['create']>['body']

/** The order as the API takes it: variables first, so that none of them can pose as an order field. */
export function orderBody(order: Order & { product: Product; customer: CustomerDetail }): Body {
  const { product, customer, choices } = order
  const customFields = Object.fromEntries(
    choices.customFields.filter(({ name }) => name.trim() !== '').map(({ name, value }) => [name.trim(), value]),
  )
  const serviceId = serviceOf(order)
  return {
    ...changedValues(overridables(product.provisioning_json_vars), choices.overrides),
    ...Object.fromEntries(inventoryTypes(product).map((type) => [type, choices.items[type]])),
    product_id: product.product_id,
    customer_id: customer.customer_id,
    ...(serviceId !== null && { service_id: serviceId }),
    ...(choices.siteId !== null && { site_id: choices.siteId }),
    ...(choices.billingContactId !== null && { billing_contact_id: choices.billingContactId }),
    ...(choices.technicalContactId !== null && { technical_contact_id: choices.technicalContactId }),
    ...(choices.poNumber.trim() && { po_number: choices.poNumber.trim() }),
    ...(choices.installationDate && { installation_date: choices.installationDate }),
    ...(choices.autoRenew !== null && { auto_renew: choices.autoRenew }),
    ...(choices.promoCode.trim() && { promo_code: choices.promoCode.trim() }),
    ...(Object.keys(customFields).length > 0 && { custom_fields: customFields }),
    ...(product.terms && { terms_accepted: choices.areTermsAccepted }),
  }
}
