import {
  dependencyRefusal,
  findProduct,
  type ProductRow,
  provisioningChain,
  provisioningVariables,
  purchaseRefusal,
  requiredInventory,
  standingServicesOf,
} from '../catalogue/index.ts'
import { findCustomer } from '../customers/index.ts'
import type { Change, Context } from '../platform/context.ts'
import { conflict, forbidden, invalid } from '../platform/errors.ts'
import { missing } from '../platform/reach.ts'
import {
  findService,
  findServiceByUuid,
  hasEnded,
  isSelfCare,
  openVariables,
  requireOwnRows,
  type ServiceRow,
} from '../services/index.ts'
import { type InsertedJob, insertJob, TOPUP_PRIORITY } from './insert-job.ts'
import { isAddonOf } from './is-addon-of.ts'
import { mergeVariables, type Order, requireCustomerKeys, type Variables } from './order-variables.ts'

/** What the database can hold: an ICCID put in place of an item's id is no such number. */
const LARGEST_ID = 2_147_483_647

/**
 * Checks an order and starts its first job. Throws 400 for what is missing or wrong in it, 403 for what this caller may not
 * order, 409 when the state of things forbids it. Nothing is kept of an order that is refused.
 * @param options.renewal true for what renews or tops up by itself: a product no longer sold is still delivered
 * @param options.priority lower goes first among the jobs that wait; add-ons of a service before new services by default
 */
export async function placeOrder(
  change: Change,
  order: Order,
  options: { renewal?: boolean; priority?: number } = {},
): Promise<InsertedJob> {
  const { context } = change
  const deprovisioning = order.action === 'deprovision'
  const service = await serviceOf(context, order)
  const product = await productOf(context, order, service)
  const customerId = order.customer_id ?? service?.customer_id
  if (isSelfCare(context)) requireCustomerKeys(order, product ? requiredInventory(product) : [])
  if (customerId === undefined) throw invalid('customer_id', 'is required')
  if (service && service.customer_id !== customerId) throw invalid('service_id', 'is no service of this customer')
  const customer = await findCustomer(context, customerId)
  if (!customer) throw context.scope.all ? invalid('customer_id', `there is no customer ${customerId}`) : forbidden()
  const { plays, onFailure } = playsOf(order, { product, service })
  await requireOwnRows(context, customerId, order)
  const renewing = options.renewal || isRenewal(order, product, service)
  const items = deprovisioning ? {} : await chosenItems(context, order, { product, renewing })
  if (!deprovisioning && product) {
    if (customer.customer_status === 'Archived')
      throw conflict('customer_archived', 'An archived customer gets no services', 'customer_id')
    requireServiceOfAddon(product, service)
    if (!renewing) await requirePurchase(change, { product, customer, order })
  }
  const defaults = defaultsOf(context, { order, product, service, plays: plays.length })
  const request = requestVariables(change, order, { product, service, customerId, items })
  const first = plays[0] ?? ''
  return insertJob(change, {
    play: first,
    productId: product?.product_id ?? null,
    customerId,
    serviceId: service?.service_id ?? null,
    initiator: context.actor,
    startsAt: order.starts_at ?? null,
    priority: options.priority ?? (service && !deprovisioning ? TOPUP_PRIORITY : 0),
    order: {
      variables: mergeVariables({ product: defaults[0] ?? {}, request, inventory: items, system: {} }),
      items,
      ...(plays.length > 1 ? { chain: { plays, defaults, request, items, onFailure, done: [] } } : {}),
    },
    ...(plays.length > 1 ? { chain: { id: 'own', position: 1 } } : {}),
  })
}

async function serviceOf(context: Context, order: Order): Promise<ServiceRow | undefined> {
  const deprovisioning = order.action === 'deprovision'
  if (order.service_id) {
    const service = await findService(context, order.service_id)
    if (!service) throw missing(context, 'Service')
    if (deprovisioning && order.service_uuid && order.service_uuid !== service.service_uuid)
      throw invalid('service_uuid', 'is not that of the service')
    return service
  }
  if (!deprovisioning) return undefined
  const service = order.service_uuid ? await findServiceByUuid(context, order.service_uuid) : undefined
  if (!service) throw invalid('service_id', order.service_uuid ? 'there is no such service' : 'is required')
  return service
}

async function productOf(
  context: Context,
  order: Order,
  service: ServiceRow | undefined,
): Promise<ProductRow | undefined> {
  const deprovisioning = order.action === 'deprovision'
  const productId = order.product_id ?? (deprovisioning ? service?.product_id : undefined)
  if (!productId) throw invalid('product_id', 'is required')
  const product = await findProduct(context, productId)
  if (!product) throw invalid('product_id', `there is no product ${productId}`)
  return product
}

/** The plays to run, in order; undoing goes backwards. Throws 400 when there is none. */
export function playsOf(
  order: Pick<Order, 'provisioning_play' | 'action'>,
  { product, service }: { product: ProductRow | undefined; service: ServiceRow | undefined },
): { plays: string[]; onFailure: 'undo' | 'keep' } {
  const deprovisioning = order.action === 'deprovision'
  // What was added to a service is taken off by its own play, and the service goes on.
  const ofService =
    deprovisioning && !isAddonOf(product, service)
      ? service?.deprovisioning_play || service?.provisioning_play
      : undefined
  const text = order.provisioning_play || ofService || product?.provisioning_play || ''
  const { plays, onFailure } = provisioningChain({ provisioning_play: text.replace(/\.ya?ml$/, '') })
  if (plays.length === 0) throw invalid('provisioning_play', 'neither the order nor the product names a playbook')
  return deprovisioning ? { plays: plays.toReversed(), onFailure: 'keep' } : { plays, onFailure }
}

/** The product's variables for each play; those for undoing that the service has go before them. */
function defaultsOf(
  context: Context,
  options: {
    order: Order
    product: ProductRow | undefined
    service: ServiceRow | undefined
    plays: number
  },
): Variables[] {
  const { order, product, service, plays } = options
  const endsService = order.action === 'deprovision' && !isAddonOf(product, service)
  const own = endsService ? openVariables(context, service?.deprovisioning_json_vars ?? null) : null
  if (own) return provisioningVariables({ provisioning_json_vars: own }, plays)
  if (!product) return Array.from({ length: plays }, () => ({}))
  const isOwnPlay = !order.provisioning_play
  // A play that the order names may stand for a chain of another length than the product's.
  const count = isOwnPlay ? plays : provisioningChain(product).plays.length
  const sets = provisioningVariables(product, count)
  const inOrder = order.action === 'deprovision' ? sets.toReversed() : sets
  return Array.from({ length: plays }, (_, position) => inOrder[position] ?? inOrder[0] ?? {})
}

function requireServiceOfAddon(product: ProductRow, service: ServiceRow | undefined): void {
  if (product.category === 'addon' && !service)
    throw invalid('service_id', 'an add-on needs the service that it is for')
  if (service && hasEnded(service.service_status))
    throw conflict('service_ended', 'This service has ended', 'service_id')
}

async function requirePurchase(
  change: Change,
  options: {
    product: ProductRow
    customer: { customer_id: number; customer_account_type: string }
    order: Order
  },
): Promise<void> {
  const { product, customer, order } = options
  const { context } = change
  const selfService = isSelfCare(context)
  const refusal =
    purchaseRefusal(product, customer, change.now, { selfService }) ??
    dependencyRefusal(product, await standingServicesOf(context, customer.customer_id))
  if (refusal) throw refusal
  const mustAccept = selfService || order.terms_accepted === false
  if (product.terms && mustAccept && !order.terms_accepted)
    throw invalid('terms_accepted', `the terms of ${product.product_name} must be accepted`)
  if (product.requires_installation_date && !order.installation_date)
    throw invalid('installation_date', `${product.product_name} needs a date of installation`)
  if (selfService && order.auto_renew && (!product.allow_auto_renew || product.auto_renew === 'false'))
    throw forbidden(`${product.product_name} does not renew itself`)
  if (order.topup_amount !== undefined && order.topup_amount !== null) requireTopupAmount(product, order.topup_amount)
}

/** An amount of one's own is only for products whose variables name it. */
function requireTopupAmount(product: ProductRow, amount: string): void {
  const [variables = {}] = provisioningVariables(product, provisioningChain(product).plays.length)
  if (!('topup_amount' in variables)) throw invalid('topup_amount', `${product.product_name} has a fixed price`)
  if (Number(amount) <= 0) throw invalid('topup_amount', 'must be more than 0')
}

/** Ordering a service's own product for it, with no new items, renews it: what is no longer sold still renews (PROD-13). */
function isRenewal(order: Order, product: ProductRow | undefined, service: ServiceRow | undefined): boolean {
  if (!product || service?.product_id !== product.product_id) return false
  return !requiredInventory(product).some((name) => order[name])
}

/** One item for each type that the product needs, and for further types that staff name; a renewal keeps the items it has. Throws 400 for one that is missing. */
async function chosenItems(
  context: Context,
  order: Order,
  { product, renewing }: { product: ProductRow | undefined; renewing: boolean },
): Promise<Record<string, number>> {
  const required = product ? requiredInventory(product) : []
  const further = Object.keys(order).filter((name) => !required.includes(name))
  const templates =
    further.length === 0
      ? []
      : await context.db.selectFrom('inventory_template').select('item').where('item', 'in', further).execute()
  const items: Record<string, number> = {}
  for (const name of [...required, ...templates.map((template) => template.item)]) {
    const chosen = order[name]
    if (chosen === undefined || chosen === null || chosen === '') {
      if (required.includes(name) && !renewing) throw invalid(name, 'an item must be chosen')
      continue
    }
    if (!/^[1-9]\d{0,9}$/.test(String(chosen)) || Number(chosen) > LARGEST_ID)
      throw invalid(name, 'must be the id of an item')
    items[name] = Number(chosen)
  }
  return items
}

function requestVariables(
  change: Change,
  order: Order,
  options: {
    product: ProductRow | undefined
    service: ServiceRow | undefined
    customerId: number
    items: Record<string, number>
  },
): Variables {
  const { product, service, customerId, items } = options
  const sent = Object.entries(order).filter(
    ([name, value]) => value !== null && name !== 'starts_at' && !(name in items),
  )
  const always = product?.auto_renew === 'prompt' ? {} : { auto_renew: product?.auto_renew === 'true' }
  return {
    ...(order.action === 'deprovision' ? {} : always),
    ...Object.fromEntries(sent),
    ...(product ? { product_id: product.product_id } : {}),
    customer_id: customerId,
    ...(service ? { service_id: service.service_id } : {}),
    ...(service && order.action === 'deprovision' ? { service_uuid: service.service_uuid } : {}),
    ...(order.terms_accepted ? { terms_accepted_at: change.now.toISOString() } : {}),
  }
}
