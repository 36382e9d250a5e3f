import { ZProductCreate } from '@omnicrm/contract'
import { createProduct, type NewProduct } from '../catalogue/index.ts'
import type { Change } from '../platform/context.ts'
import { ADDON, fixed, mobile, type Sent, topup } from './demo-product-kinds.ts'

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
    provisioning_play: 'play_topup_no_charge',
    provisioning_json_vars: JSON.stringify({ actions_id: 'Action_calls-to-europe', days: 30 }),
  },
  {
    ...ADDON,
    product_name: 'Modem Rental',
    product_slug: 'modem-rental',
    category: 'addon',
    service_type: 'internet',
    icon: 'fa-solid fa-wifi',
    retail_cost: 5,
    wholesale_cost: 1.5,
    contract_days: 30,
    auto_renew: 'true',
    inventory_items_list: "['Modem']",
    features_list: 'Wi-Fi 6. Replaced when it fails',
    terms: 'Returned within 14 days of the end of the rental.',
    provisioning_play: 'play_addon_assign_modem',
    provisioning_json_vars: JSON.stringify({ device_type: 'modem_router', rented_item_types: ['Modem'] }),
  },
  {
    ...fixed('Seniors Bundle', 'seniors-bundle', {
      retail: 30,
      wholesale: 10,
      type: 'internet',
      icon: 'fa-solid fa-person-walking-with-cane',
      features: '20 Mbit/s down. Television. Home phone. One bill',
    }),
    category: 'bundle',
    auto_renew: 'false',
    inventory_items_list: "['Modem']",
    provisioning_play: 'play_seniors_package',
    provisioning_json_vars: JSON.stringify({ IPTV_Service_ID: 'SeniorBundle' }),
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
