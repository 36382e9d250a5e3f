import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestProduct, type TestProduct } from '../testing/start-test-product.ts'

let product: TestProduct
beforeAll(async () => {
  product = await startTestProduct({ now: '2025-01-10T10:00:00Z' })
})
afterAll(() => product?.close())

const john = {
  customer_name: 'John Smith',
  contacts: [
    {
      contact_firstname: 'John',
      contact_lastname: 'Smith',
      contact_email: 'john@example.com',
      contact_phone: '+44 7700 900111',
      contact_types: 'primary, Billing',
    },
  ],
  sites: [{ site_name: 'Home', latitude: 51.5074, longitude: -0.1278 }],
}

test('a customer is created with contacts and sites, and leaves a trace [CUST-01]', async () => {
  const made = await product.admin.put('/crm/customer/', john)
  expect(made.status).toBe(200)
  expect(made.body).toMatchObject({
    customer_name: 'John Smith',
    customer_status: 'Open',
    customer_account_type: 'Individual',
  })
  expect(made.body.contacts[0]).toMatchObject({ contact_types: 'Primary,Billing', contact_email: 'john@example.com' })
  expect(made.body.sites[0]).toMatchObject({ plus_code: '9C3XGV4C+XV', country: 'United Kingdom' })
  const log = await product.admin.get(`/crm/activity/customer_id/${made.body.customer_id}`)
  expect(log.body.data.map((entry: { activity: string }) => entry.activity)).toEqual([
    'Added site Home',
    'Added contact John Smith',
    'Created customer John Smith',
  ])
})

test('the list searches by name, id, e-mail and phone and answers an envelope or CSV', async () => {
  const { body: made } = await product.admin.put('/crm/customer/', {
    ...john,
    customer_name: 'Searched Person',
    contacts: [{ ...john.contacts[0], contact_email: 'findme@example.org', contact_phone: '+44 7700 900999' }],
  })
  for (const term of ['arched per', String(made.customer_id), 'FINDME@', '7700900999', '7700 900999']) {
    const found = await product.admin.get(`/crm/customers?search=${encodeURIComponent(term)}`)
    expect(
      found.body.data.map((row: { customer_id: number }) => row.customer_id),
      term,
    ).toContain(made.customer_id)
  }
  const csv = await product.admin.get('/crm/customers?format=csv&search=arched')
  expect(csv.headers.get('content-type')).toContain('text/csv')
  expect(csv.text).toContain('Searched Person')
})

test('bad input names the field and changes nothing', async () => {
  const before = await product.admin.get('/crm/customers')
  const empty = await product.admin.put('/crm/customer/', { customer_name: '  ' })
  expect(empty.status).toBe(400)
  expect(empty.body).toMatchObject({ field: 'customer_name', code: 'validation_failed' })
  const badSite = await product.admin.put('/crm/customer/', {
    ...john,
    sites: [{ site_name: 'x', latitude: 91, longitude: 0 }],
  })
  expect(badSite.body.field).toBe('sites.0.latitude')
  const badType = await product.admin.put('/crm/customer/', {
    ...john,
    contacts: [{ ...john.contacts[0], contact_types: 'Boss' }],
  })
  expect(badType.status).toBe(400)
  const after = await product.admin.get('/crm/customers')
  expect(after.body.pagination.total_items).toBe(before.body.pagination.total_items)
})

test('the same Idempotency-Key creates once, and refuses another body', async () => {
  const headers = { 'idempotency-key': 'customer-once' }
  const [first, second] = await Promise.all([
    product.admin.put('/crm/customer/', john, headers),
    product.admin.put('/crm/customer/', john, headers),
  ])
  expect(first.body.customer_id).toBe(second.body.customer_id)
  const other = await product.admin.put('/crm/customer/', { ...john, customer_name: 'Other' }, headers)
  expect(other.status).toBe(422)
})

test('nobody gets in without a token, and a customer sees only itself', async () => {
  const refused = await product.nobody.get('/crm/customers')
  expect(refused.status).toBe(401)
  expect(refused.headers.get('www-authenticate')).toBe('Bearer')
  const own = (await product.admin.put('/crm/customer/', john)).body
  const other = (await product.admin.put('/crm/customer/', john)).body
  const customer = await product.signInAs({ roles: ['customer'], contactId: own.contacts[0].contact_id })
  expect((await customer.get(`/crm/customer/customer_id/${own.customer_id}`)).status).toBe(200)
  expect((await customer.get(`/crm/customer/customer_id/${other.customer_id}`)).status).toBe(403)
  expect((await customer.get(`/crm/site/customer_id/${other.customer_id}`)).status).toBe(403)
  expect((await customer.get('/crm/customers')).body.pagination.total_items).toBe(1)
  expect((await customer.put('/crm/customer/', john)).status).toBe(403)
})
