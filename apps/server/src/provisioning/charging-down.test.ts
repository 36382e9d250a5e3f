import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildMobileSale, buildMobileStock, jobDone, must, orderOf } from '../testing/build-mobile-sale.ts'
import { startTestProduct, type TestProduct } from '../testing/start-test-product.ts'

let product: TestProduct

beforeAll(async () => {
  // Port 9 (discard) has no listener: a charging system elsewhere that is down.
  product = await startTestProduct({
    now: '2025-01-10T10:00:00Z',
    config: { ocs: { embedded: false, cgrates: '127.0.0.1:9' } },
  })
  await buildMobileStock(product.admin)
})
afterAll(() => product?.close())

test('WF-22: with the charging system down an order fails, and nothing is left of it [PROV-10] [PROV-13]', async () => {
  const sale = await buildMobileSale(product.admin)
  const { provision_id } = await must(product.admin.put('/crm/provision/', orderOf(sale)))
  const job = await jobDone(product, provision_id)
  expect(job).toMatchObject({ provisioning_status: 2, error_message: expect.stringContaining('Create account in OCS') })
  expect(await must(product.admin.get(`/crm/service/customer_id/${sale.customerId}`))).toEqual([])
  expect(await must(product.admin.get(`/crm/inventory/inventory_id/${sale.simId}`))).toMatchObject({
    item_state: 'In Stock',
    reserved_by_provision_id: null,
    customer_id: null,
  })
  expect((await must(product.admin.get(`/crm/transaction/customer_id/${sale.customerId}`))).data).toEqual([])
})

test('with the charging system down a service is still shown and changed, and what needs it says so', async () => {
  const sale = await buildMobileSale(product.admin)
  const { service_id } = await must(
    product.admin.put('/crm/service/', { customer_id: sale.customerId, product_id: sale.productId }),
  )
  expect(await must(product.admin.get(`/crm/service/${service_id}`))).not.toHaveProperty('cgrates')
  await must(product.admin.patch(`/crm/service/${service_id}`, { service_status: 'Suspended' }))
  for (const path of ['/crm/oam/upcoming_auto_renews', `/crm/service/${service_id}/cdrs`])
    expect(await product.admin.get(path), path).toMatchObject({ status: 502, body: { code: 'upstream_failed' } })
})
