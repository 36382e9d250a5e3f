import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildMobileSale, buildMobileStock, jobDone, orderOf } from '../apps/server/src/testing/build-mobile-sale.ts'
import { startTestProduct, type TestProduct } from '../apps/server/src/testing/start-test-product.ts'
import { textOfPdf } from '../e2e/read-pdf.ts'

let product: TestProduct
beforeAll(async () => {
  product = await startTestProduct({ now: '2025-01-10T10:00:00Z' })
})
afterAll(() => product?.close())

test('WF-20 by API: order, service with balances, invoice, PDF with the amounts, cash once [PROV-01] [INVC-01] [PAY-03]', async () => {
  const { admin } = product
  await buildMobileStock(admin)
  const sale = await buildMobileSale(admin)
  const order = await admin.put('/crm/provision/', orderOf(sale))
  expect(order.body).toMatchObject({ provisioning_status: 1 })
  expect((await jobDone(product, order.body.provision_id)).provisioning_status).toBe(0)

  const [service] = (await admin.get(`/crm/service/customer_id/${sale.customerId}`)).body
  const { cgrates } = (await admin.get(`/crm/service/${service.service_id}`)).body
  expect(cgrates.BalanceMap.DATA[0]).toMatchObject({ Value: 20 * 1024 ** 3, Weight: 10 })

  const invoice = (await admin.put('/crm/invoice/', { customer_id: sale.customerId, due_date: '2025-01-24' })).body
  expect(invoice).toMatchObject({ paid: false, retail_cost: 15, total: 15 + invoice.tax, amount_due: invoice.total })
  const pdf = await fetch(`${product.url}/crm/invoice/${invoice.invoice_id}/pdf`, {
    headers: { authorization: `Bearer ${admin.token}` },
  })
  const text = await textOfPdf(new Uint8Array(await pdf.arrayBuffer()))
  expect(text).toContain(invoice.invoice_number)
  expect(text).toContain(invoice.total.toFixed(2))

  const pay = () =>
    admin.post(`/crm/invoice/${invoice.invoice_id}/pay`, {
      payment_method: 'cash',
      reference: 'Cash paid 2025-01-10 Receipt #001',
    })
  const statuses = (await Promise.all([pay(), pay()])).map((answer) => answer.status).sort()
  expect(statuses).toEqual([200, 409])
  const paid = (await admin.get(`/crm/invoice/invoice_id/${invoice.invoice_id}`)).body
  expect(paid).toMatchObject({ paid: true, amount_due: 0, total: invoice.total })
  expect(paid.payments).toHaveLength(1)
  expect(paid.payments[0]).toMatchObject({
    title: `Payment for Invoice #${invoice.invoice_id}`,
    retail_cost: -invoice.total,
  })
  const unpaid = await admin.get(`/crm/invoice/stats?customer_id=${sale.customerId}`)
  expect(unpaid.body.unpaid).toMatchObject({ sum: 0, count: 0 })
})
