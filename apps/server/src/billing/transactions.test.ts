import { afterAll, beforeAll, expect, test } from 'vitest'
import { createContext } from '../platform/context.ts'
import { book, makeCustomer, makeService } from '../testing/arrange-billing.ts'
import { startTestProduct, type TestProduct } from '../testing/start-test-product.ts'
import { createTransaction } from './create-transaction.ts'

let product: TestProduct
beforeAll(async () => {
  product = await startTestProduct({ now: '2025-01-10T10:00:00Z' })
})
afterAll(() => product?.close())

const put = (body: Record<string, unknown>) => product.admin.put('/crm/transaction/', body)

test('a charge is booked positive and uninvoiced, and leaves a trace [TXN-09, TXN-18, TXN-23]', async () => {
  const { customer_id, sites } = await makeCustomer(product)
  const made = await put({
    customer_id,
    title: 'Installation Fee',
    description: 'Field technician visit',
    retail_cost: '75.00',
    wholesale_cost: 45,
    site_id: sites[0]?.site_id,
    invoice_id: null,
  })
  expect(made.status).toBe(200)
  expect(made.body).toMatchObject({
    retail_cost: 75,
    wholesale_cost: 45,
    tax_amount: 0,
    invoice_id: null,
    void: false,
    is_payment: false,
    transaction_type: 'debit',
  })
  expect(made.body.transaction_date.slice(0, 10)).toBe('2025-01-10')
  const log = await product.admin.get(`/crm/activity/customer_id/${customer_id}`)
  expect(log.body.data[0].activity).toBe('Booked charge Installation Fee of 75.00')
  const byPost = await product.admin.post('/crm/transaction/', { customer_id, title: 'x', retail_cost: 0 })
  expect(byPost.status).toBe(200)
})

test('a credit needs a type, is stored negative however it was entered, and bears no tax [TXN-10, TXN-11, TXN-22]', async () => {
  const { customer_id } = await makeCustomer(product)
  const credit = {
    customer_id,
    title: 'Service Outage Credit',
    retail_cost: 10,
    transaction_type: 'credit',
    tax_percentage: 20,
  }
  expect((await put(credit)).body).toMatchObject({ field: 'credit_type' })
  const made = await put({ ...credit, credit_type: 'Cash Payment' })
  expect(made.body).toMatchObject({ retail_cost: -10, tax_percentage: 0, tax_amount: 0, credit_type: 'Cash Payment' })
  expect((await put({ ...credit, retail_cost: -10, credit_type: 'Bank Transfer' })).body.retail_cost).toBe(-10)
})

test('tax comes from the product, an override wins, and an untaxable service has none [TXN-13]', async () => {
  const { customer_id } = await makeCustomer(product)
  const taxed = await makeService(product, customer_id, { taxPercentage: '10' })
  const exempt = await makeService(product, customer_id, { taxPercentage: '10', taxable: false })
  const line = { customer_id, title: 'Plan', retail_cost: 50, product_id: taxed.productId }
  expect((await put(line)).body).toMatchObject({ tax_percentage: 10, tax_amount: 5 })
  expect((await put({ ...line, tax_percentage: '12.5' })).body).toMatchObject({
    tax_percentage: 12.5,
    tax_amount: 6.25,
  })
  expect((await put({ ...line, tax_percentage: 0 })).body).toMatchObject({ tax_amount: 0 })
  expect((await put({ customer_id, title: 'Plain', retail_cost: 50 })).body.tax_amount).toBe(0)
  const untaxed = await put({ ...line, service_id: exempt.serviceId, tax_percentage: 20 })
  expect(untaxed.body).toMatchObject({ tax_percentage: 0, tax_amount: 0 })
})

test('amounts are rounded half away from zero at the minor unit when booked', async () => {
  const { customer_id } = await makeCustomer(product)
  expect((await put({ customer_id, title: 'a', retail_cost: '1.005' })).body.retail_cost).toBe(1.01)
  expect((await put({ customer_id, title: 'b', retail_cost: '-1.005' })).body.retail_cost).toBe(-1.01)
})

test('bad input names the field and books nothing', async () => {
  const { customer_id } = await makeCustomer(product)
  const other = await makeCustomer(product)
  const theirs = await makeService(product, other.customer_id)
  const line = { customer_id, title: 'x', retail_cost: 1 }
  for (const [body, field] of [
    [{ ...line, title: ' ' }, 'title'],
    [{ ...line, retail_cost: 'ten' }, 'retail_cost'],
    [{ ...line, retail_cost: undefined }, 'retail_cost'],
    [{ ...line, tax_percentage: -1 }, 'tax_percentage'],
    [{ ...line, service_id: theirs.serviceId }, 'service_id'],
    [{ ...line, site_id: other.sites[0]?.site_id }, 'site_id'],
    [{ ...line, product_id: 999_999 }, 'product_id'],
    [{ ...line, invoice_id: 1 }, 'invoice_id'],
    [{ ...line, payment_intent_id: 'pi_invented' }, 'payment_intent_id'],
    [{ ...line, transaction_date: '2025-02-30' }, 'transaction_date'],
  ] as const) {
    const answer = await put(body)
    expect([answer.status, answer.body.field], field).toEqual([400, field])
  }
  expect((await put({ ...line, customer_id: 999_999 })).status).toBe(404)
  expect((await product.admin.get(`/crm/transaction/customer_id/${customer_id}`)).body.data).toEqual([])
})

test('only an uninvoiced line is voided or changed; a void one is hidden but found by filter [TXN-15, TXN-16, TXN-17, WF-14]', async () => {
  const { customer_id } = await makeCustomer(product)
  const [first, second] = await book(product, customer_id, [{ retail_cost: 45 }, { retail_cost: 45 }])
  const voided = await product.admin.delete(`/crm/transaction/transaction_id/${second}`)
  expect(voided.body).toMatchObject({ void: true })
  const list = async (filters: Record<string, unknown>) =>
    (
      await product.admin.get(
        `/crm/transaction/customer_id/${customer_id}?filters=${encodeURIComponent(JSON.stringify(filters))}`,
      )
    ).body.data.map((row: { transaction_id: number }) => row.transaction_id)
  expect(await list({})).toEqual([first])
  expect(await list({ void: [true] })).toEqual([second])
  expect((await product.admin.get(`/crm/transaction/stats?customer_id=${customer_id}`)).body.uninvoiced).toBe(45)
  expect((await product.admin.patch(`/crm/transaction/transaction_id/${second}`, { title: 'x' })).status).toBe(409)

  const patched = await product.admin.patch(`/crm/transaction/transaction_id/${first}`, {
    retail_cost: 40,
    tax_percentage: 10,
  })
  expect(patched.body).toMatchObject({ retail_cost: 40, tax_amount: 4, title: 'Charge 1' })
  await product.admin.put('/crm/invoice/', { customer_id })
  const change = await product.admin.patch(`/crm/transaction/transaction_id/${first}`, { retail_cost: 1 })
  expect([change.status, change.body.code]).toEqual([409, 'transaction_invoiced'])
  expect((await product.admin.delete(`/crm/transaction/transaction_id/${first}`)).status).toBe(409)
  expect(await list({ invoiced: [true] })).toEqual([first])
})

test('the list searches id, title, description and invoice id, sorts, and gives CSV [TXN-01, TXN-06, TXN-07, TXN-08]', async () => {
  const { customer_id } = await makeCustomer(product, { customer_name: 'Lister' })
  const [a, b] = await book(product, customer_id, [
    { retail_cost: 3, title: 'Zebra fee', description: 'striped' },
    { retail_cost: 9, title: 'Apple fee' },
  ])
  const ids = async (query: string) =>
    (await product.admin.get(`/crm/transaction/customer_id/${customer_id}?${query}`)).body.data.map(
      (row: { transaction_id: number }) => row.transaction_id,
    )
  expect(await ids('search=striped')).toEqual([a])
  expect(await ids('search=apple')).toEqual([b])
  expect(await ids('sort=title&order=asc')).toEqual([b, a])
  expect(await ids('sort=retail_cost&order=asc')).toEqual([a, b])
  expect((await product.admin.get('/crm/transaction/?sort=nothing')).status).toBe(400)
  const all = await product.admin.get('/crm/transaction/?search=zebra')
  expect(all.body.data[0]).toMatchObject({ customer_name: 'Lister' })
  expect((await product.admin.get('/crm/transaction/?format=csv&search=zebra')).text).toContain('Zebra fee')
})

test('the widgets sum this and last calendar month, without void lines and payments [TXN-02]', async () => {
  const { customer_id } = await makeCustomer(product)
  const [, , wrong] = await book(product, customer_id, [
    { retail_cost: 10, transaction_date: '2024-12-31T23:59:59Z' },
    { retail_cost: 20, transaction_date: '2025-01-01T00:00:00Z' },
    { retail_cost: 99 },
    { retail_cost: 4, transaction_date: '2024-11-30' },
  ])
  await product.admin.delete(`/crm/transaction/transaction_id/${wrong}`)
  const { body: invoice } = await product.admin.put('/crm/invoice/', { customer_id, start_date: '2025-01-01' })
  await product.admin.post(`/crm/invoice/${invoice.invoice_id}/pay`, { payment_method: 'cash' })
  const stats = await product.admin.get(`/crm/transaction/stats?customer_id=${customer_id}`)
  expect(stats.body).toEqual({ total: 34, uninvoiced: 14, this_month: 20, last_month: 10 })
})

test('revenue per service of the customer and of all [CUST-8]', async () => {
  const { customer_id } = await makeCustomer(product)
  const url = `/crm/customer/customer_id/${customer_id}/arpu`
  expect((await product.admin.get(url)).body.customer_arpu).toBe(0)
  await makeService(product, customer_id)
  await makeService(product, customer_id)
  await makeService(product, customer_id)
  await book(product, customer_id, [{ retail_cost: 50 }, { retail_cost: 50 }])
  const { body } = await product.admin.get(url)
  expect(body.customer_arpu).toBe(33.33)
  expect(body.average_arpu).toBeGreaterThan(0)
  expect((await product.admin.get('/crm/customer/customer_id/999999/arpu')).status).toBe(404)
})

test('a customer reads only its own lines, without costs and void rows, and books nothing [TXN-25]', async () => {
  const own = await makeCustomer(product)
  const other = await makeCustomer(product)
  const [seen, hidden] = await book(product, own.customer_id, [
    { retail_cost: 5, wholesale_cost: 2 },
    { retail_cost: 6 },
  ])
  const [theirs] = await book(product, other.customer_id, [{ retail_cost: 7 }])
  await product.admin.delete(`/crm/transaction/transaction_id/${hidden}`)
  const customer = await product.signInAs({ roles: ['customer'], contactId: own.contacts[0]?.contact_id })
  const list = await customer.get(`/crm/transaction/?filters=${encodeURIComponent('{"void":[true,false]}')}`)
  expect(list.body.data.map((row: { transaction_id: number }) => row.transaction_id)).toEqual([seen])
  expect(list.body.data[0]).not.toHaveProperty('wholesale_cost')
  expect((await customer.get(`/crm/transaction/transaction_id/${theirs}`)).status).toBe(403)
  expect((await customer.get(`/crm/transaction/customer_id/${other.customer_id}`)).status).toBe(403)
  expect((await customer.get('/crm/transaction/stats')).body.total).toBe(5)
  expect((await customer.get(`/crm/transaction/stats?customer_id=${other.customer_id}`)).status).toBe(403)
  const refused = await customer.put('/crm/transaction/', { customer_id: own.customer_id, title: 'x', retail_cost: -5 })
  expect(refused.status).toBe(403)
  expect((await customer.delete(`/crm/transaction/transaction_id/${seen}`)).status).toBe(403)
  expect((await product.nobody.get('/crm/transaction/')).status).toBe(401)
})

test('a job books for its own customer only, and its line names the job [TXN-20]', async () => {
  const own = await makeCustomer(product)
  const other = await makeCustomer(product)
  const { db, clock } = product.platform
  const admin = await db.selectFrom('crm_user').select('id').orderBy('id').limit(1).executeTakeFirstOrThrow()
  const { provision_id: provisionId } = await db
    .insertInto('provision')
    .values({
      provisioning_play: 'play_x',
      variables_encrypted: '',
      initiating_user: admin.id,
      initiated_by: `user:${admin.id}`,
      customer_id: own.customer_id,
      created: clock.now(),
      last_modified: clock.now(),
    } as never)
    .returning('provision_id')
    .executeTakeFirstOrThrow()
  const job = { provisionId, customerId: own.customer_id, serviceId: null }
  const asJob = createContext(product.platform, {
    actor: { ...product.system.actor, job },
    requestId: 'job',
  })
  const line = (customer_id: number) =>
    ({ customer_id, title: 'Setup', retail_cost: '5.00', transaction_type: 'debit' }) as const
  const id = await asJob.change((change) => createTransaction(change, line(own.customer_id)))
  const booked = await product.admin.get(`/crm/transaction/transaction_id/${id}`)
  expect(booked.body.provision_id).toBe(provisionId)
  await expect(asJob.change((change) => createTransaction(change, line(other.customer_id)))).rejects.toMatchObject({
    status: 403,
  })
})

test('the same charge sent twice with one Idempotency-Key is booked once', async () => {
  const { customer_id } = await makeCustomer(product)
  const send = () =>
    product.admin.put(
      '/crm/transaction/',
      { customer_id, title: 'Once', retail_cost: 5 },
      { 'idempotency-key': `t${customer_id}` },
    )
  const [first, second] = await Promise.all([send(), send()])
  expect(first.body.transaction_id).toBe(second.body.transaction_id)
  expect((await product.admin.get(`/crm/transaction/stats?customer_id=${customer_id}`)).body.total).toBe(5)
})

test('a line is either voided or invoiced, never both, when both are tried at once', async () => {
  const { customer_id } = await makeCustomer(product)
  for (let round = 0; round < 8; round++) {
    const [id] = await book(product, customer_id, [{ retail_cost: 5 }])
    const [voided, invoiced] = await Promise.all([
      product.admin.delete(`/crm/transaction/transaction_id/${id}`),
      product.admin.put('/crm/invoice/', { customer_id, transaction_ids: [id] }),
    ])
    expect([voided.status, invoiced.status].sort(), `round ${round}`).toEqual([200, 409])
    const row = (await product.admin.get(`/crm/transaction/transaction_id/${id}`)).body
    expect(row.void).toBe(row.invoice_id === null)
  }
})
