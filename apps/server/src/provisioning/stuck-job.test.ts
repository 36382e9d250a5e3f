import { afterAll, beforeAll, expect, test } from 'vitest'
import { ZConfig } from '../platform/config/config-schema.ts'
import { buildMobileSale, buildMobileStock, jobDone, must, orderOf } from '../testing/build-mobile-sale.ts'
import { type SmallHss, startSmallHss } from '../testing/start-small-hss.ts'
import { startTestProduct, type TestProduct } from '../testing/start-test-product.ts'

let product: TestProduct
let hss: SmallHss

beforeAll(async () => {
  hss = await startSmallHss()
  product = await startTestProduct({
    now: '2025-01-10T10:00:00Z',
    config: { hss: { hss_peers: [hss.url] }, provisioning: { timeout_minutes: 0.05 } },
  })
  await buildMobileStock(product.admin)
})
afterAll(async () => {
  await product?.close()
  await hss?.close()
})

test('a job that is stuck on a peer that never answers ends after the timeout, and what it had done is undone [PLAN-26]', async () => {
  const { provisioning: _shorter, ...others } = product.platform.config
  expect(ZConfig.parse({ ...others, provisioning: {} }).provisioning.timeout_minutes).toBe(5)
  const sale = await buildMobileSale(product.admin)
  hss.onPut(() => new Promise(() => {}))
  const { provision_id: id } = await must(product.admin.put('/crm/provision/', orderOf(sale)))
  const job = await jobDone(product, id)
  expect(job.provisioning_status).toBe(2)
  expect(job.error_message).toMatch(/timed out|did not finish within 3 seconds/)
  expect((await must(product.admin.get(`/crm/inventory/inventory_id/${sale.simId}`))).service_id).toBeNull()
})
