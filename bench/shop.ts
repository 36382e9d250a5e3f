import type { Api } from './api.ts'

export type Shop = { customerId: number; productId: number; sims: number[]; numbers: number[] }

/** A customer, the mobile plan and stock for `orders` orders. */
export async function setUpShop(api: Api, orders: number): Promise<Shop> {
  const template = (item: string, one: string, two: string): Promise<unknown> =>
    api.call('PUT', '/crm/inventory/item_template', {
      item,
      wholesale_cost: 0,
      retail_cost: 0,
      itemtext1_label: one,
      itemtext2_label: two,
    })
  await template('SIM Card', 'ICCID', 'IMSI')
  await template('Mobile Number', 'MSISDN', 'Region')
  const add = async (item: string, one: string, two: string): Promise<number> =>
    (await api.call<{ inventory_id: number }>('PUT', '/crm/inventory/', { item, itemtext1: one, itemtext2: two }))
      .inventory_id
  const shop: Shop = { customerId: 0, productId: 0, sims: [], numbers: [] }
  for (let i = 0; i < orders; i++) {
    shop.sims.push(
      await add('SIM Card', `8944538000000${String(i).padStart(6, '0')}`, `234150000${String(i).padStart(6, '0')}`),
    )
    shop.numbers.push(await add('Mobile Number', `+44 7700 ${String(900_000 + i)}`, 'UK'))
  }
  const product = await api.call<{ product_id: number }>('PUT', '/crm/product/', {
    product_name: 'Mobile 20GB',
    product_slug: 'prepaid-mobile-20gb',
    category: 'standalone',
    service_type: 'mobile',
    retail_cost: 15,
    wholesale_cost: 5,
    contract_days: 30,
    inventory_items_list: "['SIM Card', 'Mobile Number']",
    provisioning_play: 'play_local_mobile_sim',
    provisioning_json_vars: '{"days": 30, "data_gb": 20, "voice_minutes": "unlimited", "sms_count": "unlimited"}',
  })
  shop.productId = product.product_id
  const customer = await api.call<{ customer_id: number }>('PUT', '/crm/customer/', {
    customer_name: 'John Smith',
    contacts: [
      {
        contact_firstname: 'John',
        contact_lastname: 'Smith',
        contact_email: 'john@example.com',
        contact_types: 'Primary,Billing',
      },
    ],
    sites: [{ site_name: 'Home', latitude: 51.5074, longitude: -0.1278 }],
  })
  shop.customerId = customer.customer_id
  return shop
}
