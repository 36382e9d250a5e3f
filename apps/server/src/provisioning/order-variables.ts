import type { ProvisionCreate } from '@omnicrm/contract'
import { forbidden } from '../platform/errors.ts'

export type Variables = Record<string, unknown>

/** An order as it comes in; every further key is a variable of the playbook. */
export type Order = Partial<ProvisionCreate> & Variables

/** What a customer's own order may carry besides inventory choices (decisions.md, "variables in a customer's own order"). */
const CUSTOMERS_MAY_SEND = new Set([
  'product_id',
  'customer_id',
  'service_id',
  'site_id',
  'billing_contact_id',
  'technical_contact_id',
  'po_number',
  'installation_date',
  'auto_renew',
  'promo_code',
  'topup_amount',
  'custom_fields',
  'terms_accepted',
])

/** Names that only the product itself may set: with them an order could send the job's token elsewhere, or choose what runs. */
const PROTECTED =
  /^(access_token|refresh_token|initiating_user|provision_id|crm_config|hostvars|inventory_hostname|ansible_.*)$/

/** Throws 403 naming the first key of a customer's own order that is neither an order field nor one of `inventory`. */
export function requireCustomerKeys(order: Order, inventory: readonly string[]): void {
  const sent = Object.entries(order).filter(([, value]) => value !== undefined && value !== null)
  const wrong = sent.find(([name]) => !CUSTOMERS_MAY_SEND.has(name) && !inventory.includes(name))
  if (wrong) throw forbidden(`An order of your own may not set ${wrong[0]}`)
}

/**
 * The variables of a playbook (playbooks.md, 3): what the product sets, then the request with its inventory choices, then
 * the system, each going before the one in front of it. Names that belong to the system cannot come from elsewhere.
 */
export function mergeVariables(sources: {
  product: Variables
  request: Variables
  inventory: Record<string, number>
  system: Variables
}): Variables {
  return {
    ...open(sources.product),
    ...open(sources.request),
    ...sources.inventory,
    ...sources.system,
  }
}

/** Without what is not there and what may not come from outside. */
function open(variables: Variables): Variables {
  return Object.fromEntries(
    Object.entries(variables).filter(([name, value]) => value !== undefined && !PROTECTED.test(name)),
  )
}
