import type { ZProductCreate } from '@omnicrm/contract'
import type { z } from 'zod'

export type Sent = z.input<typeof ZProductCreate>

const VAT = 20

const MOBILE: Partial<Sent> = {
  service_type: 'mobile',
  category: 'standalone',
  icon: 'fa-solid fa-sim-card',
  tax_percentage: VAT,
  contract_days: 30,
  auto_renew: 'prompt',
  inventory_items_list: "['SIM Card', 'Mobile Number']",
  provisioning_play: 'play_local_mobile_sim',
  terms:
    'Renews every 30 days until cancelled.\nUnused data expires at the end of the period.\nFair use applies to unlimited voice and SMS.',
}

const FIXED: Partial<Sent> = {
  category: 'standalone',
  tax_percentage: VAT,
  contract_days: 30,
  auto_renew: 'true',
  provisioning_play: 'play_simple_service',
  requires_installation_date: true,
  terms: 'Minimum term 12 months.\nThe engineer needs access to the premises on the day of installation.',
}

export const ADDON: Partial<Sent> = {
  category: 'addon',
  tax_percentage: VAT,
  auto_renew: 'false',
}

export function mobile(
  name: string,
  slug: string,
  plan: { retail: number; wholesale: number; gigabytes: number; buyers: 'residential' | 'business' },
): Sent {
  return {
    ...MOBILE,
    product_name: name,
    product_slug: slug,
    category: 'standalone',
    service_type: 'mobile',
    retail_cost: plan.retail,
    wholesale_cost: plan.wholesale,
    retail_setup_cost: 0,
    wholesale_setup_cost: 1,
    residential: plan.buyers === 'residential',
    business: plan.buyers === 'business',
    customer_can_purchase: true,
    features_list: `${plan.gigabytes} GB of data. Unlimited calls. Unlimited SMS. EU roaming`,
    provisioning_json_vars: JSON.stringify({
      days: 30,
      data_gb: plan.gigabytes,
      voice_minutes: 'unlimited',
      sms_count: 'unlimited',
    }),
  }
}

export function fixed(
  name: string,
  slug: string,
  plan: { retail: number; wholesale: number; type: string; icon: string; features: string },
): Sent {
  return {
    ...FIXED,
    product_name: name,
    product_slug: slug,
    category: 'standalone',
    service_type: plan.type,
    icon: plan.icon,
    retail_cost: plan.retail,
    wholesale_cost: plan.wholesale,
    retail_setup_cost: 30,
    wholesale_setup_cost: 12,
    features_list: plan.features,
  }
}

export function topup(
  name: string,
  slug: string,
  plan: { retail: number; wholesale: number; gigabytes: number; days: number },
): Sent {
  return {
    ...ADDON,
    product_name: name,
    product_slug: slug,
    category: 'addon',
    service_type: 'mobile',
    icon: 'fa-solid fa-gauge-high',
    retail_cost: plan.retail,
    wholesale_cost: plan.wholesale,
    contract_days: plan.days,
    customer_can_purchase: true,
    features_list: `${plan.gigabytes} GB of data. Valid for ${plan.days} days`,
    provisioning_play: 'play_local_data_addon',
    provisioning_json_vars: JSON.stringify({ data_gb: plan.gigabytes, days: plan.days }),
  }
}
