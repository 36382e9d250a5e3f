import { afterAll, beforeAll, expect, test } from 'vitest'
import { readOcsAccount } from '../platform/ocs/account.ts'
import { callOcs } from '../platform/ocs/ocs-client.ts'
import { buildMobileSale, buildMobileStock, jobDone, must, orderOf } from '../testing/build-mobile-sale.ts'
import { startTestProduct, type TestProduct } from '../testing/start-test-product.ts'

let product: TestProduct
beforeAll(async () => {
  product = await startTestProduct({ now: '2025-01-10T10:00:00Z' })
  await buildMobileStock(product.admin)
})
afterAll(() => product?.close())

async function run(order: object) {
  const { provision_id } = await must(product.admin.put('/crm/provision/', order))
  return jobDone(product, provision_id)
}

/** A free add-on: nothing is charged to a card, all the rest is as with any other. */
async function addOn(slug: string): Promise<number> {
  const { product_id } = await must(
    product.admin.put('/crm/product/', {
      product_name: `Plan ${slug}`,
      product_slug: slug,
      category: 'addon',
      service_type: 'mobile',
      retail_cost: 0,
      wholesale_cost: 0,
      inventory_items_list: '[]',
      provisioning_play: 'play_topup_charge_then_action',
      provisioning_json_vars: '{}',
    }),
  )
  return product_id
}

test('a top-up executes the action that is named after its product, and fails without one [RATE-10]', async () => {
  const sale = await buildMobileSale(product.admin)
  const sold = await run(orderOf(sale))
  const { service_uuid: uuid } = await must(product.admin.get(`/crm/service/${sold.service_id}`))
  const Actions = [
    {
      Identifier: '*topup',
      BalanceType: '*sms',
      BalanceId: 'Travel_SMS',
      Units: '50',
      ExpiryTime: '+168h',
      Weight: 20,
    },
    { Identifier: '*debit', BalanceType: '*data', BalanceId: 'Travel_Data', Units: '1', Weight: 10 },
  ]
  await callOcs(product.platform, 'ApierV2.SetActions', { ActionsId: 'Action_travel-pack', Actions })
  const order = { customer_id: sale.customerId, service_id: sold.service_id }
  const job = await run({ ...order, product_id: await addOn('travel-pack') })
  expect(job.provisioning_status, String(job.error_message)).toBe(0)
  const topped = await readOcsAccount(product.platform, uuid)
  expect(JSON.stringify(topped)).toContain('Travel_SMS')
  const balances = (await callOcs(product.platform, 'ApierV2.GetAccount', { Account: uuid })) as {
    BalanceMap: Record<string, { ID: string; Value: number }[]>
  }
  expect(balances.BalanceMap['*sms']).toContainEqual(expect.objectContaining({ ID: 'Travel_SMS', Value: 50 }))
  expect(balances.BalanceMap['*data']).toContainEqual(expect.objectContaining({ ID: 'Travel_Data', Value: -1 }))
  const refused = await run({ ...order, product_id: await addOn('no-such-pack') })
  expect(refused).toMatchObject({ provisioning_status: 2 })
  expect(await readOcsAccount(product.platform, uuid)).toEqual(topped)
})
