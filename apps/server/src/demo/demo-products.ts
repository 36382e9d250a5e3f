import { ZProductCreate } from '@omnicrm/contract'
import type { z } from 'zod'
import { createProduct, type NewProduct } from '../catalogue/index.ts'
import type { Change } from '../platform/context.ts'

type Sent = z.input<typeof ZProductCreate>

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

const ADDON: Partial<Sent> = {
  category: 'addon',
  tax_percentage: VAT,
  auto_renew: 'false',
  provisioning_play: 'play_topup_no_charge',
}

/** What the demo operator sells. */
const PRODUCTS: Sent[] = [
  mobile('Mobile 5GB', 'prepaid-mobile-5gb', { retail: 8, wholesale: 2.5, gigabytes: 5, buyers: 'residential' }),
  mobile('Mobile 20GB', 'prepaid-mobile-20gb', { retail: 15, wholesale: 5, gigabytes: 20, buyers: 'residential' }),
  mobile('Mobile 100GB', 'prepaid-mobile-100gb', { retail: 25, wholesale: 9, gigabytes: 100, buyers: 'residential' }),
  mobile('Business Mobile 50GB', 'business-mobile-50gb', {
    retail: 22,
    wholesale: 7,
    gigabytes: 50,
    buyers: 'business',
  }),
  fixed('Fibre 150', 'fibre-150', {
    retail: 32,
    wholesale: 14,
    type: 'internet',
    icon: 'fa-solid fa-wifi',
    features: '150 Mbit/s down. 30 Mbit/s up. Wi-Fi 6 router included',
  }),
  fixed('Fibre 900', 'fibre-900', {
    retail: 48,
    wholesale: 20,
    type: 'internet',
    icon: 'fa-solid fa-bolt',
    features: '900 Mbit/s down. 110 Mbit/s up. Wi-Fi 6 router included',
  }),
  {
    ...fixed('Business Fibre 900', 'business-fibre-900', {
      retail: 75,
      wholesale: 30,
      type: 'internet',
      icon: 'fa-solid fa-building',
      features: '900 Mbit/s symmetric. Static IPv4. Four hour repair',
    }),
    residential: false,
  },
  fixed('Home Phone', 'home-phone', {
    retail: 9,
    wholesale: 3,
    type: 'voip',
    icon: 'fa-solid fa-phone',
    features: 'One line. Keep your number. UK calls included',
  }),
  {
    ...fixed('Office Voice 5', 'office-voice-5', {
      retail: 45,
      wholesale: 18,
      type: 'voip',
      icon: 'fa-solid fa-headset',
      features: 'Five lines. Call queues. Voicemail to e-mail',
    }),
    residential: false,
  },
  {
    ...fixed('Fibre and Phone', 'fibre-and-phone', {
      retail: 38,
      wholesale: 16,
      type: 'internet',
      icon: 'fa-solid fa-house-signal',
      features: '150 Mbit/s down. One phone line. One bill',
    }),
    category: 'bundle',
  },
  {
    ...ADDON,
    product_name: 'Calls to Europe',
    product_slug: 'calls-to-europe',
    category: 'addon',
    service_type: 'voip',
    icon: 'fa-solid fa-globe',
    retail_cost: 4,
    wholesale_cost: 1,
    features_list: '300 minutes. 27 countries',
  },
  topup('5GB Data Boost', '5gb-data-boost', { retail: 5, wholesale: 1.5, gigabytes: 5, days: 7 }),
  topup('10GB Data Boost', '10gb-data-boost', { retail: 9, wholesale: 2.8, gigabytes: 10, days: 30 }),
  {
    ...mobile('Mobile 2GB (2024)', 'prepaid-mobile-2gb-2024', {
      retail: 6,
      wholesale: 2,
      gigabytes: 2,
      buyers: 'residential',
    }),
    enabled: false,
    comment: 'Replaced by Mobile 5GB',
  },
]

/** Creates the products; answers them by slug. */
export async function createDemoProducts(
  change: Change,
): Promise<Map<string, { productId: number; product: NewProduct }>> {
  const made = new Map<string, { productId: number; product: NewProduct }>()
  for (const sent of PRODUCTS) {
    const product = ZProductCreate.parse(sent)
    const productId = await createProduct(change, product, async () => true)
    made.set(product.product_slug, { productId, product })
  }
  return made
}

/** Actions of the charging system that the top-ups execute, by product slug. */
export const TOPUP_ACTIONS = [
  { slug: '5gb-data-boost', gigabytes: 5, days: 7 },
  { slug: '10gb-data-boost', gigabytes: 10, days: 30 },
]

function mobile(
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

function fixed(
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

function topup(
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
    provisioning_json_vars: JSON.stringify({ days: plan.days }),
  }
}
