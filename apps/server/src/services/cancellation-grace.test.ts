import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildMobileSale, buildMobileStock, must } from '../testing/build-mobile-sale.ts'
import { startTestProduct, type TestProduct } from '../testing/start-test-product.ts'

let product: TestProduct

beforeAll(async () => {
  product = await startTestProduct({
    now: '2025-01-10T10:00:00Z',
    config: { services: { cancellation_grace_days: 7, self_cancel: false } },
  })
  await buildMobileStock(product.admin)
})
afterAll(() => product?.close())

test('WF-37: a cancellation is taken back within its grace, and otherwise takes effect on day 7 [SVC-32] [SVC-33]', async () => {
  const sale = await buildMobileSale(product.admin, { provisioning_play: '', inventory_items_list: '[]' })
  const { service_id } = await must(
    product.admin.put('/crm/service/', { customer_id: sale.customerId, product_id: sale.productId }),
  )
  const path = `/crm/service/${service_id}/cancel`
  const customer = await product.signInAs({ roles: ['customer'], contactId: sale.contactId })
  expect((await customer.post(path)).status).toBe(403)
  await must(product.admin.post(path))
  expect(await must(product.admin.get(`/crm/service/${service_id}`))).toMatchObject({
    service_status: 'Pending Cancellation',
    cancel_at: expect.stringMatching(/^2025-01-17T10:/),
  })
  expect((await product.admin.post(path)).status).toBe(409)
  await product.setClock('2025-01-13T10:00:00Z')
  expect(await must(product.admin.delete(path))).toMatchObject({ service_status: 'Active', cancel_at: null })
  await product.setClock('2025-01-18T10:00:00Z')
  expect((await must(product.admin.get(`/crm/service/${service_id}`))).service_status).toBe('Active')
  await must(product.admin.post(path))
  await product.setClock('2025-01-25T09:00:00Z')
  expect((await must(product.admin.get(`/crm/service/${service_id}`))).service_status).toBe('Pending Cancellation')
  await product.setClock('2025-01-25T20:00:00Z')
  expect(await must(product.admin.get(`/crm/service/${service_id}`))).toMatchObject({
    service_status: 'Cancelled',
    cancel_at: null,
  })
})
