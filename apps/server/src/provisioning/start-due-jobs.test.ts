import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildMobileSale, buildMobileStock, jobDone, must, orderOf } from '../testing/build-mobile-sale.ts'
import { type SmallHss, startSmallHss } from '../testing/start-small-hss.ts'
import { startTestProduct, type TestProduct } from '../testing/start-test-product.ts'

let product: TestProduct
let hss: SmallHss

beforeAll(async () => {
  hss = await startSmallHss()
  product = await startTestProduct({ now: '2025-01-10T10:00:00Z', config: { hss: { hss_peers: [hss.url] } } })
  await buildMobileStock(product.admin)
})
afterAll(async () => {
  await product?.close()
  await hss?.close()
})

test('a job ordered for the day of installation waits, holds its items, and begins once when the day comes [PLAN-14]', async () => {
  const sale = await buildMobileSale(product.admin, { requires_installation_date: true })
  const refused = await product.admin.put('/crm/provision/', orderOf(sale))
  expect(refused).toMatchObject({ status: 400, body: { field: 'installation_date' } })
  const started = await must(
    product.admin.put('/crm/provision/', {
      ...orderOf(sale),
      installation_date: '2025-01-20',
      starts_at: '2025-01-20T08:00:00Z',
    }),
  )
  const path = `/crm/provision/provision_id/${started.provision_id}`
  expect(await must(product.admin.get(path))).toMatchObject({
    provisioning_status: 1,
    queued: true,
    starts_at: '2025-01-20T08:00:00.000Z',
  })
  // Days later its items are still held for it, and looking for lost jobs does not begin it.
  await product.setClock('2025-01-19T08:00:00Z')
  const { openProvisioning } = await import('./index.ts')
  const other = openProvisioning(product.platform, {
    machineBehind: async () => undefined,
    voidBookings: async () => {},
  })
  await other.recover()
  expect(
    await product.admin.put('/crm/provision/', { ...orderOf(sale), installation_date: '2025-01-20' }),
  ).toMatchObject({
    status: 409,
  })
  expect((await must(product.admin.get(path))).queued).toBe(true)

  await product.setClock('2025-01-20T08:00:00Z')
  const begun = await Promise.all([other.startDue(), other.startDue()])
  other.close()
  expect(begun[0] + begun[1]).toBeLessThanOrEqual(1)
  const job = await jobDone(product, started.provision_id)
  expect(job, job.error_message).toMatchObject({ provisioning_status: 0, starts_at: null })
  const services = await must(product.admin.get(`/crm/service/customer_id/${sale.customerId}`))
  expect(services).toHaveLength(1)
  expect(services[0]).toMatchObject({ installation_date: '2025-01-20' })
})

test('a job that waits for its day can be stopped, and frees its items', async () => {
  const sale = await buildMobileSale(product.admin)
  const started = await must(
    product.admin.put('/crm/provision/', { ...orderOf(sale), starts_at: '2025-06-01T08:00:00Z' }),
  )
  await must(product.admin.post(`/crm/provision/provision_id/${started.provision_id}/cancel`))
  expect(await must(product.admin.get(`/crm/inventory/inventory_id/${sale.simId}`))).toMatchObject({
    reserved_by_provision_id: null,
  })
})
