import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildMobileSale, buildMobileStock, jobDone, must } from '../testing/build-mobile-sale.ts'
import { startTestProduct, type TestProduct } from '../testing/start-test-product.ts'

let product: TestProduct
beforeAll(async () => {
  product = await startTestProduct({ now: '2025-01-10T10:00:00Z' })
  await buildMobileStock(product.admin)
})
afterAll(() => product?.close())

const ticket = (fields: Record<string, unknown>) => product.admin.put('/crm/ticket/', fields)

test('WF-25: an order gets one installation ticket, which then names the service that the order made [PLAN-28]', async () => {
  const sale = await buildMobileSale(product.admin, {
    inventory_items_list: '[]',
    provisioning_play: 'play_simple_service',
  })
  const site = await must(
    product.admin.put('/crm/site/', {
      customer_id: sale.customerId,
      site_name: 'London Office',
      latitude: 51.5,
      longitude: -0.1,
    }),
  )
  const order = await must(
    product.admin.put('/crm/provision/', { product_id: sale.productId, customer_id: sale.customerId }),
  )
  const fields = {
    customer_id: sale.customerId,
    provision_id: order.provision_id,
    site_id: site.site_id,
    title: 'Fibre, London Office',
    installation_date: '2025-01-20',
  }
  const [one, two] = await Promise.all([ticket(fields), ticket(fields)])
  expect([one.status, two.status].sort()).toEqual([200, 409])
  const job = await jobDone(product, order.provision_id)
  expect(job, job.error_message).toMatchObject({ provisioning_status: 0 })
  const made = one.status === 200 ? one.body : two.body
  expect(await must(product.admin.get(`/crm/ticket/ticket_id/${made.ticket_id}`))).toMatchObject({
    service_id: job.service_id,
    site_name: 'London Office',
    customer_name: 'John Smith',
    installation_date: '2025-01-20',
    status: 'scheduled',
  })
  const done = await must(product.admin.patch(`/crm/ticket/ticket_id/${made.ticket_id}`, { status: 'done' }))
  expect(done).toMatchObject({ status: 'done', title: 'Fibre, London Office' })
  const list = await must(product.admin.get('/crm/ticket/?filters={"status":["done"]}&search=fibre'))
  expect(list.data.map((row: { ticket_id: number }) => row.ticket_id)).toEqual([made.ticket_id])
})

test('a ticket names only what is its customer’s, and staff without the permission make none', async () => {
  const [one, two] = await Promise.all(
    ['Ann', 'Ben'].map(async (name) => must(product.admin.put('/crm/customer/', { customer_name: name }))),
  )
  const site = await must(
    product.admin.put('/crm/site/', { customer_id: one.customer_id, site_name: 'Home', latitude: 1, longitude: 1 }),
  )
  const wrong = await ticket({ customer_id: two.customer_id, title: 'Visit', site_id: site.site_id })
  expect(wrong).toMatchObject({ status: 400, body: { field: 'site_id' } })
  expect(await ticket({ customer_id: 99999, title: 'Visit' })).toMatchObject({ body: { field: 'customer_id' } })
  expect(await ticket({ customer_id: two.customer_id, title: ' ' })).toMatchObject({ body: { field: 'title' } })
  const open = await must(ticket({ customer_id: two.customer_id, title: 'Visit' }))
  expect(open.status).toBe('open')
  const dated = await must(
    product.admin.patch(`/crm/ticket/ticket_id/${open.ticket_id}`, { installation_date: '2025-02-01' }),
  )
  expect(dated.status).toBe('scheduled')
  expect((await product.admin.patch('/crm/ticket/ticket_id/99999', { status: 'done' })).status).toBe(404)
})
