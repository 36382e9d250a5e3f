import { parseListOrCommas } from '@omnicrm/contract'
import { conflict, type DomainError, forbidden } from '../platform/errors.ts'
import type { OwnedService, ProductRow } from './tables.ts'

export type Buyer = { customer_account_type: string }

export type BuyOptions = {
  /** true when the customer orders for itself: then `customer_can_purchase` counts too */
  selfService?: boolean
}

/** True while the product is enabled and `now` lies in its window; no date means no limit. */
export function isOnSale(product: ProductRow, now: Date): boolean {
  if (!product.enabled) return false
  if (product.available_from && now < product.available_from) return false
  return !(product.available_until && now > product.available_until)
}

/** Individuals buy residential products, businesses buy business products (decisions.md, C53). */
export function suitsBuyer(product: ProductRow, buyer: Buyer): boolean {
  return buyer.customer_account_type === 'Business' ? product.business : product.residential
}

/** Why this customer may not buy this product now, as the error to throw; undefined when it may. */
export function purchaseRefusal(
  product: ProductRow,
  buyer: Buyer,
  now: Date,
  options: BuyOptions = {},
): DomainError | undefined {
  if (options.selfService && !product.customer_can_purchase)
    return forbidden(`${product.product_name} can only be ordered through our staff`)
  if (!product.enabled) return conflict('product_disabled', `${product.product_name} is no longer sold`, 'product_id')
  if (!isOnSale(product, now))
    return conflict('product_not_available', `${product.product_name} is not on sale at this time`, 'product_id')
  if (!suitsBuyer(product, buyer))
    return conflict(
      'product_not_for_customer_type',
      `${product.product_name} is not sold to ${buyer.customer_account_type} customers`,
      'product_id',
    )
  return undefined
}

export function mayBuy(product: ProductRow, buyer: Buyer, now: Date, options: BuyOptions = {}): boolean {
  return purchaseRefusal(product, buyer, now, options) === undefined
}

/**
 * What must be there before the product and is not: product ids, slugs and service types of `relies_on_list` that none of
 * the customer's services meets. An add-on with an empty list needs any service of its own type (data model, C54).
 */
export function missingDependencies(product: ProductRow, owned: readonly OwnedService[]): string[] {
  const listed = parseListOrCommas(product.relies_on_list)
  const needed = listed.length === 0 && product.category === 'addon' ? [product.service_type] : listed
  return needed.filter((need) => !owned.some((service) => meets(service, need)))
}

/** The 409 for a product whose dependencies are not met; undefined when they are. */
export function dependencyRefusal(product: ProductRow, owned: readonly OwnedService[]): DomainError | undefined {
  const lacking = missingDependencies(product, owned)
  if (lacking.length === 0) return undefined
  return conflict('product_dependency', `${product.product_name} needs first: ${lacking.join(', ')}`, 'product_id')
}

function meets(service: OwnedService, need: string): boolean {
  return (
    String(service.product_id) === need ||
    service.product_slug.toLowerCase() === need.toLowerCase() ||
    service.service_type?.toLowerCase() === need.toLowerCase()
  )
}
