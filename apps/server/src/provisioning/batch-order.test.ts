import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildMobileSale, buildMobileStock, buildSimAndNumber, jobDone, must } from '../testing/build-mobile-sale.ts'
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

const batch = (body: unknown, headers?: Record<string, string>) =>
  product.admin.post('/crm/provision/batch', body, headers)
const customer = async (name: string): Promise<number> =>
  (await must(product.admin.put('/crm/customer/', { customer_name: name }))).customer_id
const heldItems = async (): Promise<number> =>
  (
    await product.platform.db
      .selectFrom('inventory')
      .select('inventory_id')
      .where('reserved_by_provision_id', 'is not', null)
      .execute()
  ).length

test('WF-41: customers of a file get the next free SIM each; the one without stock is reported, and no SIM is used twice [PLAN-24]', async () => {
  const sale = await buildMobileSale(product.admin)
  const stock = [sale, await buildSimAndNumber(product.admin), await buildSimAndNumber(product.admin)]
  const customers = await Promise.all(['Ann', 'Ben', 'Cid', 'Dot'].map(customer))
  const csv = ['customer_id,SIM Card,po_number', ...customers.map((id, index) => `${id},,PO-${index}`)].join('\n')

  // A preview says what would happen, and does nothing.
  const preview = await must(batch({ product_id: sale.productId, customers: csv, preview: true }))
  expect(preview.started.map((row: { line: number }) => row.line)).toEqual([2, 3, 4])
  expect(preview.started[0]).toMatchObject({ provision_id: null, customer_name: 'Ann' })
  expect(preview.failed).toEqual([{ line: 5, message: expect.stringContaining('No free SIM Card is left') }])
  expect(await heldItems()).toBe(0)
  expect((await must(product.admin.get('/crm/provision/'))).data).toEqual([])

  const key = { 'idempotency-key': 'batch-1' }
  const done = await must(batch({ product_id: sale.productId, customers: csv }, key))
  expect(done.started).toHaveLength(3)
  expect(done.failed).toEqual(preview.failed)
  // Sent again, no row is ordered a second time.
  const again = await must(batch({ product_id: sale.productId, customers: csv }, key))
  expect(again.started).toEqual(done.started)
  for (const row of done.started) {
    const job = await jobDone(product, row.provision_id)
    expect(job, job.error_message).toMatchObject({ provisioning_status: 0 })
  }
  const services = await Promise.all(
    customers.map(async (id) => must(product.admin.get(`/crm/service/customer_id/${id}`))),
  )
  expect(services.map((list: unknown[]) => list.length)).toEqual([1, 1, 1, 0])
  const owners = await Promise.all(
    stock.map(async ({ simId }) => (await must(product.admin.get(`/crm/inventory/inventory_id/${simId}`))).customer_id),
  )
  expect([...owners].sort()).toEqual(customers.slice(0, 3).sort())
})

test('each row answers for itself: wrong customers, taken items and unreadable rows are reported with their line [PLAN-24]', async () => {
  const sale = await buildMobileSale(product.admin)
  const ann = await customer('Ann Again')
  const good = await buildSimAndNumber(product.admin)
  const answer = await must(
    batch({
      product_id: sale.productId,
      customers: [
        { customer_id: 99999 },
        { 'SIM Card': sale.simId },
        { customer_id: ann, 'SIM Card': good.simId, 'Mobile Number': good.numberId },
        { customer_id: ann, 'SIM Card': good.simId },
        { customer_id: 'Ann' },
      ],
    }),
  )
  expect(answer.started).toEqual([expect.objectContaining({ line: 3, customer_id: ann })])
  expect(answer.started[0].items).toMatchObject({ 'SIM Card': expect.stringMatching(/^\d+$/) })
  expect(answer.failed.map((row: { line: number }) => row.line)).toEqual([1, 2, 4, 5])
  expect(answer.failed[0].message).toContain('customer_id')
  expect(answer.failed[2].message).toContain('reserved by job')
  await jobDone(product, answer.started[0].provision_id)

  expect(await batch({ product_id: 99999, customers: [{ customer_id: ann }] })).toMatchObject({
    status: 400,
    body: { field: 'product_id' },
  })
  expect(await batch({ product_id: sale.productId, customers: '"broken' })).toMatchObject({ status: 400 })
  expect(await batch({ product_id: sale.productId, customers: [] })).toMatchObject({ status: 400 })
  expect(await batch({ product_id: sale.productId, customers: 'customer_id\n' })).toMatchObject({ status: 400 })
})

test('a row that names an item by its ICCID, or by a number that no item has, is refused by itself', async () => {
  const sale = await buildMobileSale(product.admin)
  const customers = ['89445380000000121', '2147483648', '9999999999', 'none'].map((item) => ({
    customer_id: sale.customerId,
    'SIM Card': item,
  }))
  const preview = await must(batch({ product_id: sale.productId, customers, preview: true }))
  expect(preview.failed).toEqual(
    [1, 2, 3, 4].map((line) => ({ line, message: expect.stringContaining('must be the id of an item') })),
  )
})
