import { afterAll, beforeAll, expect, test } from 'vitest'
import { book, makeCustomer } from '../testing/arrange-billing.ts'
import { kindsSentTo, lastMailTo } from '../testing/read-outbox.ts'
import { startTestProduct, type TestProduct } from '../testing/start-test-product.ts'

let product: TestProduct
let count = 0

beforeAll(async () => {
  product = await startTestProduct({ now: '2025-01-10T10:00:00Z' })
})
afterAll(() => product?.close())

const contact = (name: string, contact_types: string, hasAddress = true) => ({
  ...{ contact_firstname: name, contact_lastname: 'Doe', contact_types },
  contact_email: hasAddress ? `${name.toLowerCase()}${++count}@acme.example` : null,
})

async function invoiceFor(contacts: ReturnType<typeof contact>[]) {
  const { customer_id } = await makeCustomer(product, { customer_name: 'Acme Corp', contacts })
  await book(product, customer_id, [{ retail_cost: 15 }])
  const { body } = await product.admin.put('/crm/invoice/', { customer_id })
  return { ...(body as { invoice_id: number; invoice_number: string }), customerId: customer_id }
}

test('an invoice is mailed with its PDF to the billing contacts, and the log says to whom [ACT-05]', async () => {
  const [jane, bob] = [contact('Jane', 'Billing'), contact('Bob', 'Primary,Technical')]
  const invoice = await invoiceFor([bob, jane])
  const sent = await product.admin.post(`/crm/invoice/${invoice.invoice_id}/email`)
  expect([sent.status, sent.body]).toEqual([200, { message: 'Invoice email successfully sent' }])
  const mail = await lastMailTo(product, jane.contact_email ?? '', 'CustomerInvoice')
  expect(mail.subject).toContain(invoice.invoice_number)
  expect(mail.body).toContain('£15.00')
  expect(await kindsSentTo(product, bob.contact_email ?? '')).toEqual([])

  const attached = await product.platform.db
    .selectFrom('communication_attachment')
    .selectAll()
    .executeTakeFirstOrThrow()
  expect(attached.content_type).toBe('application/pdf')
  expect(attached.content.subarray(0, 5).toString()).toBe('%PDF-')
  expect(attached.filename).toMatch(/\.pdf$/)

  const log = (await product.admin.get(`/crm/activity/customer_id/${invoice.customerId}`)).body.data
  expect(log[0]).toMatchObject({
    entity: 'invoice',
    entity_id: invoice.invoice_id,
    activity: `E-mailed invoice ${invoice.invoice_number} to ${jane.contact_email}`,
    user_name: expect.any(String),
  })
})

test('without a billing contact the primary one gets it; without any address, or void, nothing leaves [ACT-05]', async () => {
  const bob = contact('Bob', 'Primary')
  const invoice = await invoiceFor([bob])
  expect((await product.admin.post(`/crm/invoice/${invoice.invoice_id}/email`)).status).toBe(200)
  expect(await kindsSentTo(product, bob.contact_email ?? '')).toEqual(['CustomerInvoice'])

  await product.admin.delete(`/crm/invoice/${invoice.invoice_id}`)
  const refused = await product.admin.post(`/crm/invoice/${invoice.invoice_id}/email`)
  expect([refused.status, refused.body.code]).toEqual([409, 'invoice_void'])
  expect(await kindsSentTo(product, bob.contact_email ?? ''), 'no second one').toEqual(['CustomerInvoice'])

  const silent = await invoiceFor([contact('Ann', 'Billing', false)])
  const nowhere = await product.admin.post(`/crm/invoice/${silent.invoice_id}/email`)
  expect([nowhere.status, nowhere.body.code]).toEqual([409, 'no_address'])
  const log = (await product.admin.get(`/crm/activity/customer_id/${silent.customerId}`)).body.data
  expect(log.some(({ activity }: { activity: string }) => activity.startsWith('E-mailed'))).toBe(false)

  const support = await product.signInAs({ roles: ['Support'] })
  expect((await support.post(`/crm/invoice/${invoice.invoice_id}/email`)).status).toBe(403)
  expect((await product.admin.post('/crm/invoice/999999/email')).status).toBe(404)
})
