import { expect } from '@playwright/test'
import type { Call, Shop } from './arrange-shop.ts'

export type Item = { inventory_id: number; item_state: string; customer_id: number | null; service_id: number | null }
export type SoldService = { service_id: number; service_uuid: string; service_name: string }

/** The item of stock with this ICCID or number. */
export async function findItem(call: Call, identifier: string): Promise<Item> {
  const { data } = await call<{ data: Item[] }>(
    'GET',
    `/crm/inventory/?page=1&search=${encodeURIComponent(identifier)}`,
  )
  const [item] = data
  if (!item) throw new Error(`there is no item ${identifier}`)
  return item
}

/** Sells the shop's SIM and number at this position to its customer, who renews by himself. */
export async function sellMobile(call: Call, shop: Shop, position = 0): Promise<SoldService> {
  const { provision_id } = await call<{ provision_id: number }>('PUT', '/crm/provision/', {
    product_id: shop.productId,
    customer_id: shop.customerId,
    'SIM Card': (await findItem(call, shop.sims[position] ?? '')).inventory_id,
    'Mobile Number': (await findItem(call, shop.numbers[position] ?? '')).inventory_id,
    auto_renew: true,
  })
  const read = () =>
    call<{ provisioning_status: number; service_id: number }>('GET', `/crm/provision/provision_id/${provision_id}`)
  await expect.poll(async () => (await read()).provisioning_status, { timeout: 30_000 }).toBe(0)
  return call('GET', `/crm/service/${(await read()).service_id}`)
}
