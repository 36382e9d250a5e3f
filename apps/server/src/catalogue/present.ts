import type { Product } from '@omnicrm/contract'
import type { Context } from '../platform/context.ts'
import { holds } from '../platform/guard/actor.ts'
import { moneyOnWire } from '../platform/money.ts'
import { variablesWithoutSecrets } from './provisioning-of-product.ts'
import type { ProductRow } from './tables.ts'

/** A product as this caller may see it: customers get neither wholesale costs nor the staff's comment. */
export function presentProduct(context: Context, row: ProductRow): Product {
  const staff = context.scope.all
  return {
    product_id: row.product_id,
    product_name: row.product_name,
    product_slug: row.product_slug,
    category: row.category,
    service_type: row.service_type,
    ...(staff ? { comment: row.comment } : {}),
    icon: row.icon,
    retail_cost: moneyOnWire(row.retail_cost),
    ...(staff ? { wholesale_cost: moneyOnWire(row.wholesale_cost) } : {}),
    retail_setup_cost: moneyOnWire(row.retail_setup_cost),
    ...(staff ? { wholesale_setup_cost: moneyOnWire(row.wholesale_setup_cost) } : {}),
    tax_percentage: moneyOnWire(row.tax_percentage),
    enabled: row.enabled,
    residential: row.residential,
    business: row.business,
    customer_can_purchase: row.customer_can_purchase,
    available_from: row.available_from?.toISOString() ?? null,
    available_until: row.available_until?.toISOString() ?? null,
    contract_days: row.contract_days,
    auto_renew: row.auto_renew,
    allow_auto_renew: row.allow_auto_renew,
    terms: row.terms,
    features_list: row.features_list,
    provisioning_play: row.provisioning_play,
    provisioning_json_vars: holds(context.actor, 'update_product')
      ? row.provisioning_json_vars
      : variablesWithoutSecrets(row.provisioning_json_vars),
    inventory_items_list: row.inventory_items_list,
    relies_on_list: row.relies_on_list,
    requires_installation_date: row.requires_installation_date,
    replacement_fee: moneyOnWire(row.replacement_fee),
    created: row.created.toISOString(),
    last_modified: row.last_modified.toISOString(),
  }
}
