import type { Generated } from 'kysely'
import type { CreatedAt, Money, Percentage } from './columns.ts'

export type ProductTable = {
  product_id: Generated<number>
  product_name: string
  /** unique whatever the case */
  product_slug: string
  category: 'standalone' | 'bundle' | 'addon' | 'promo'
  service_type: string
  comment: string | null
  icon: string | null
  retail_cost: Generated<Money>
  wholesale_cost: Generated<Money>
  retail_setup_cost: Generated<Money>
  wholesale_setup_cost: Generated<Money>
  tax_percentage: Generated<Percentage>
  enabled: Generated<boolean>
  residential: Generated<boolean>
  business: Generated<boolean>
  customer_can_purchase: Generated<boolean>
  available_from: Date | null
  available_until: Date | null
  contract_days: Generated<number>
  auto_renew: Generated<'prompt' | 'true' | 'false'>
  allow_auto_renew: Generated<boolean>
  terms: string | null
  features_list: Generated<string>
  provisioning_play: Generated<string>
  provisioning_json_vars: Generated<string>
  inventory_items_list: string | null
  relies_on_list: Generated<string>
  requires_installation_date: Generated<boolean>
  replacement_fee: Generated<Money>
  created: CreatedAt
  last_modified: Date
}
