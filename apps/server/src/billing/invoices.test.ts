import { afterAll, beforeAll, expect, test } from 'vitest'
import { book, makeCustomer, makeService } from '../testing/arrange-billing.ts'
import { startTestProduct, type TestProduct } from '../testing/start-test-product.ts'
import { generateInvoice, requireNoExcessCredit } from './generate-invoice.ts'
import { totalsOf } from './totals.ts'

let product: TestProduct
beforeAll(async () => {
  product = await startTestProduct({ now: '2025-01-10T10:00:00Z' })
})
afterAll(() => product?.close())

const generate = (body: Record<string, unknown>) => product.admin.put('/crm/invoice/', body)
const uninvoiced = async (customerId: number): Promise<number> =>
  (await product.admin.get(`/crm/transaction/stats?customer_id=${customerId}`)).body.uninvoiced
const stats = async (customerId: number) =>
  (await product.admin.get(`/crm/invoice/stats?customer_id=${customerId}`)).body

test('an invoice takes the lines of its period, once [INVC-01, INVC-08, INVC-13, INVC-14, INVC-16, WF-15]', async () => {
  const { customer_id } = await makeCustomer(product)
  const ids = await book(product, customer_id, [
    { retail_cost: 50, tax_percentage: 10 },
    { retail_cost: 20, transaction_date: '2024-12-27' },
    { retail_cost: 7, transaction_date: '2024-12-26T23:59:59Z' },
    { retail_cost: 8, transaction_date: '2025-01-11' },
  ])
  const preview = await product.admin.post('/crm/invoice/preview', { customer_id })
  expect(preview.body).toMatchObject({ subtotal: 70, tax: 5, total: 75, count: 2 })
  const made = await generate({ customer_id })
  expect(made.status).toBe(200)
  expect(made.body).toMatchObject({
    title: 'Invoice for 2024-12-27 to 2025-01-10',
    due_date: '2025-01-10',
    subtotal: 70,
    tax: 5,
    total: 75,
    amount_due: 75,
    status: 'Unpaid',
    payments: [],
  })
  expect(made.body.invoice_number).toMatch(/^INV-2025-\d{6}$/)
  expect(made.body.transactions.map((line: { transaction_id: number }) => line.transaction_id).sort()).toEqual(
    ids.slice(0, 2).sort(),
  )
  expect(await uninvoiced(customer_id)).toBe(15)
  const again = await generate({ customer_id })
  expect([again.status, again.body.code]).toEqual([400, 'no_transactions'])
  const log = await product.admin.get(`/crm/activity/customer_id/${customer_id}`)
  expect(log.body.data[0].activity).toBe(`Generated invoice ${made.body.invoice_number} of 75.00`)
})

test('lines are left out by exclusion, by filter, by site and by naming the ones wanted [INVC-13, WF-07, WF-08]', async () => {
  const { customer_id, sites } = await makeCustomer(product)
  const site_id = sites[0]?.site_id
  const [mobile, boost, internet, misc, atSite] = await book(product, customer_id, [
    { retail_cost: 15, title: 'Mobile plan' },
    { retail_cost: 5, title: 'Boost', description: 'mobile data' },
    { retail_cost: 40, title: 'Internet' },
    { retail_cost: 20, title: 'Misc' },
    { retail_cost: 3, title: 'Cabling', site_id },
  ])
  const preview = await product.admin.post('/crm/invoice/preview', { customer_id, filter: 'MOBILE' })
  expect(preview.body).toMatchObject({ total: 20, count: 2 })
  const first = await generate({
    customer_id,
    title: 'Mobile Services',
    excluded_transaction_ids: [internet, misc, atSite],
  })
  expect(first.body).toMatchObject({ title: 'Mobile Services', total: 20 })
  expect(first.body.transactions.map((line: { transaction_id: number }) => line.transaction_id)).toEqual([
    mobile,
    boost,
  ])
  expect((await generate({ customer_id, site_id })).body).toMatchObject({ total: 3, site_id })
  expect((await generate({ customer_id, filter: 'intern' })).body.total).toBe(40)
  expect((await generate({ customer_id, transaction_ids: [misc] })).body.total).toBe(20)
  expect(await uninvoiced(customer_id)).toBe(0)
})

test('credits reduce an invoice; more credit than charges waits; nothing to pay is Paid at once [INVC-15, WF-03]', async () => {
  const { customer_id } = await makeCustomer(product)
  const credit = { title: 'Credit', transaction_type: 'credit', credit_type: 'Cash Payment' }
  await book(product, customer_id, [{ retail_cost: 45 }, { ...credit, retail_cost: 10 }])
  expect((await generate({ customer_id })).body).toMatchObject({ total: 35, amount_due: 35, status: 'Unpaid' })
  await book(product, customer_id, [{ retail_cost: 5 }, { ...credit, retail_cost: 8 }])
  const excess = await generate({ customer_id })
  expect([excess.status, excess.body.code]).toEqual([400, 'credit_exceeds_charges'])
  expect(await uninvoiced(customer_id)).toBe(-3)
  await book(product, customer_id, [{ retail_cost: 3 }])
  expect((await generate({ customer_id })).body).toMatchObject({
    total: 0,
    amount_due: 0,
    status: 'Paid',
    payments: [],
  })
})

test('bad requests make no invoice and use no number', async () => {
  const { customer_id } = await makeCustomer(product)
  const other = await makeCustomer(product)
  const [line] = await book(product, customer_id, [{ retail_cost: 5 }])
  const [theirs] = await book(product, other.customer_id, [{ retail_cost: 5 }])
  const before = await product.platform.db.selectFrom('invoice_number_counter').selectAll().execute()
  for (const [body, status, field] of [
    [{ customer_id, start_date: '2025-01-10', end_date: '2025-01-09' }, 400, 'start_date'],
    [{ customer_id, due_date: 'soon' }, 400, 'due_date'],
    [{ customer_id, transaction_ids: [line, theirs] }, 400, 'transaction_ids'],
    [{ customer_id, transaction_ids: [] }, 400, undefined],
    [{ customer_id, transaction_ids: [line], excluded_transaction_ids: [line] }, 400, 'excluded_transaction_ids'],
    [{ customer_id, site_id: other.sites[0]?.site_id }, 400, 'site_id'],
    [{ customer_id: 999_999 }, 404, undefined],
    [{}, 400, 'customer_id'],
  ] as const) {
    const answer = await generate(body)
    expect([answer.status, answer.body.field], JSON.stringify(body)).toEqual([status, field])
  }
  expect(await product.platform.db.selectFrom('invoice_number_counter').selectAll().execute()).toEqual(before)
  expect(await uninvoiced(customer_id)).toBe(5)
})

test('two invoices of one customer at once bill each line once, and numbers have no gap [INVC-16]', async () => {
  const customers = await Promise.all(Array.from({ length: 4 }, () => makeCustomer(product)))
  for (const { customer_id } of customers) await book(product, customer_id, [{ retail_cost: 5 }, { retail_cost: 7 }])
  const answers = await Promise.all(
    customers.flatMap(({ customer_id }) => [
      generate({ customer_id }),
      generate({ customer_id }),
      generate({ customer_id }),
    ]),
  )
  expect(answers.filter((answer) => answer.status === 200)).toHaveLength(4)
  expect(answers.filter((answer) => answer.status === 400)).toHaveLength(8)
  for (const { customer_id } of customers) {
    const { body } = await product.admin.get(`/crm/invoice/customer_id/${customer_id}`)
    expect(body.data.map((invoice: { total: number }) => invoice.total)).toEqual([12])
  }
  const { rows: numbers } = {
    rows: await product.platform.db.selectFrom('customer_invoice').select('invoice_number').execute(),
  }
  const sequence = numbers.map((row) => Number(row.invoice_number.slice(-6))).sort((a, b) => a - b)
  expect(sequence).toEqual(sequence.map((_, index) => index + 1))
})

test('numbers start anew with the year', async () => {
  const { customer_id } = await makeCustomer(product)
  await book(product, customer_id, [{ retail_cost: 5, transaction_date: '2026-01-01' }])
  // Set on the clock itself: through the API it would walk through each day of the year.
  await product.platform.clock.set(new Date('2026-01-02T00:00:00Z'))
  const id = await product.system.change((change) => generateInvoice(change, { customer_id }))
  await product.platform.clock.set(new Date('2025-01-10T10:00:00Z'))
  expect((await product.admin.get(`/crm/invoice/${id}`)).body.invoice_number).toBe('INV-2026-000001')
})

test('voiding frees the lines for a new number; a paid one cannot be voided [INVC-05, INVC-21, INVC-22, WF-05]', async () => {
  const { customer_id } = await makeCustomer(product)
  await book(product, customer_id, [
    { retail_cost: 10, transaction_date: '2024-12-30' },
    { retail_cost: 10, transaction_date: '2024-12-31' },
    { retail_cost: 10 },
  ])
  const first = (await generate({ customer_id })).body
  const voided = await product.admin.delete(`/crm/invoice/invoice_id/${first.invoice_id}`)
  expect(voided.body).toMatchObject({ void: true, status: 'Void', amount_due: 0, total: 30, transactions: [] })
  expect(voided.body.title).toBe(`Void: ${first.title}`)
  expect(await uninvoiced(customer_id)).toBe(30)
  expect((await stats(customer_id)).total).toEqual({ sum: 0, count: 0 })
  for (const again of [
    await product.admin.post(`/crm/invoice/${first.invoice_id}/void`),
    await product.admin.post(`/crm/invoice/${first.invoice_id}/pay`, { payment_method: 'cash' }),
    await product.admin.patch(`/crm/invoice/${first.invoice_id}`, { title: 'x' }),
  ])
    expect([again.status, again.body.code]).toEqual([409, 'invoice_void'])
  const second = (await generate({ customer_id, start_date: '2025-01-01', end_date: '2025-01-31' })).body
  expect(second.total).toBe(10)
  expect(second.invoice_number > first.invoice_number).toBe(true)
  expect(await uninvoiced(customer_id)).toBe(20)
  await product.admin.post(`/crm/invoice/${second.invoice_id}/pay`, { payment_method: 'cash' })
  const refused = await product.admin.delete(`/crm/invoice/${second.invoice_id}`)
  expect([refused.status, refused.body.code]).toEqual([409, 'invoice_paid'])
  const filters = encodeURIComponent('{"void":[true]}')
  const found = await product.admin.get(`/crm/invoice/customer_id/${customer_id}?filters=${filters}`)
  expect(found.body.data.map((row: { invoice_id: number }) => row.invoice_id)).toEqual([first.invoice_id])
})

test('cash for several invoices: one payment line each, outside the totals [PAY-04, PAY-05, PAY-09, PAY-10, WF-06]', async () => {
  const { customer_id } = await makeCustomer(product)
  const invoices: number[] = []
  for (let n = 0; n < 3; n++) {
    await book(product, customer_id, [{ retail_cost: 100 }])
    invoices.push((await generate({ customer_id })).body.invoice_id)
  }
  expect((await stats(customer_id)).unpaid).toEqual({ sum: 300, count: 3 })
  const reference = 'Cash paid 2025-02-10 Receipt #001'
  for (const id of invoices) {
    const paid = await product.admin.post(`/crm/invoice/${id}/pay`, { payment_method: 'Cash', reference })
    expect(paid.body).toMatchObject({
      paid: true,
      status: 'Paid',
      payment_method: 'cash',
      payment_reference: reference,
      total: 100,
      amount_due: 0,
    })
    expect(paid.body.payments).toHaveLength(1)
    expect(paid.body.payments[0]).toMatchObject({
      title: `Payment for Invoice #${id}`,
      retail_cost: -100,
      is_payment: true,
      invoice_id: id,
      reference,
      credit_type: 'Cash Payment',
    })
  }
  expect((await stats(customer_id)).unpaid).toEqual({ sum: 0, count: 0 })
  const again = await product.admin.post(`/crm/invoice/${invoices[0]}/pay`, { payment_method: 'cash' })
  expect([again.status, again.body.code]).toEqual([409, 'invoice_paid'])
  const filters = encodeURIComponent('{"is_payment":[true]}')
  const lines = await product.admin.get(`/crm/transaction/customer_id/${customer_id}?filters=${filters}`)
  expect(lines.body.pagination.total_items).toBe(3)
  expect((await product.admin.get(`/crm/transaction/stats?customer_id=${customer_id}`)).body.total).toBe(300)
})

test('two payments at once book one [PAY-09, PAY-11]', async () => {
  const { customer_id } = await makeCustomer(product)
  for (let round = 0; round < 5; round++) {
    await book(product, customer_id, [{ retail_cost: 10 }])
    const { invoice_id } = (await generate({ customer_id })).body
    const answers = await Promise.all(
      ['cash', 'pos', 'bank_transfer'].map((payment_method) =>
        product.admin.post(`/crm/invoice/${invoice_id}/pay`, { payment_method }),
      ),
    )
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409, 409])
    expect((await product.admin.get(`/crm/invoice/${invoice_id}`)).body.payments).toHaveLength(1)
  }
})

test('an invoice is either paid or void when both are tried at once', async () => {
  const { customer_id } = await makeCustomer(product)
  for (let round = 0; round < 5; round++) {
    await book(product, customer_id, [{ retail_cost: 10 }])
    const { invoice_id } = (await generate({ customer_id })).body
    const answers = await Promise.all([
      product.admin.post(`/crm/invoice/${invoice_id}/pay`, { payment_method: 'cash' }),
      product.admin.delete(`/crm/invoice/${invoice_id}`),
    ])
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409])
    const invoice = (await product.admin.get(`/crm/invoice/${invoice_id}`)).body
    expect(invoice.paid).toBe(!invoice.void)
  }
})

test('a transfer takes its date; cards, unknown methods and future dates are refused [PAY-05, WF-16]', async () => {
  const { customer_id } = await makeCustomer(product)
  await book(product, customer_id, [{ retail_cost: 10 }])
  const { invoice_id } = (await generate({ customer_id })).body
  const pay = (body: Record<string, unknown>) => product.admin.post(`/crm/invoice/${invoice_id}/pay`, body)
  expect((await pay({ payment_method: 'stripe' })).body).toMatchObject({ message: 'No payment methods found' })
  expect((await pay({ payment_method: 'barter' })).body.field).toBe('payment_method')
  expect((await pay({ payment_method: 'cash', payment_date: '2025-01-11' })).body.field).toBe('payment_date')
  expect((await product.admin.get(`/crm/invoice/${invoice_id}`)).body).toMatchObject({ paid: false, payments: [] })
  const paid = await pay({ payment_method: 'bank_transfer', payment_date: '2025-01-05', reference: 'FT 77' })
  expect(paid.body.payments[0]).toMatchObject({
    transaction_date: '2025-01-05T00:00:00.000Z',
    credit_type: 'Bank Transfer',
  })
  expect((await product.admin.post('/crm/invoice/999999/pay', { payment_method: 'cash' })).status).toBe(404)
})

test('an unpaid invoice gets another title, due date and lines; a paid one does not', async () => {
  const { customer_id } = await makeCustomer(product)
  const [a, b] = await book(product, customer_id, [{ retail_cost: 10, tax_percentage: 10 }, { retail_cost: 20 }])
  const { invoice_id } = (await generate({ customer_id, transaction_ids: [a] })).body
  const patch = (body: Record<string, unknown>) => product.admin.patch(`/crm/invoice/invoice_id/${invoice_id}`, body)
  expect((await patch({ title: 'New', due_date: '2025-02-01' })).body).toMatchObject({
    title: 'New',
    due_date: '2025-02-01',
  })
  expect((await patch({ add_transaction_ids: [b] })).body).toMatchObject({ total: 31, tax: 1, subtotal: 30 })
  expect((await patch({ add_transaction_ids: [b] })).status).toBe(409)
  expect((await patch({ remove_transaction_ids: [a, b] })).body.field).toBe('remove_transaction_ids')
  expect((await patch({ remove_transaction_ids: [a] })).body).toMatchObject({ total: 20, tax: 0 })
  expect(await uninvoiced(customer_id)).toBe(10)
  await product.admin.post(`/crm/invoice/${invoice_id}/pay`, { payment_method: 'pos' })
  expect((await patch({ title: 'Late' })).status).toBe(409)
})

test('one run bills all; who cannot be billed is skipped; a second run bills what is left [INVC-17, WF-02]', async () => {
  const [a, b, c, d] = await Promise.all(Array.from({ length: 4 }, () => makeCustomer(product)))
  if (!a || !b || !c || !d) throw new Error('four customers')
  const january = { transaction_date: '2025-01-31T12:00:00Z' }
  await product.setClock('2025-01-31T20:00:00Z')
  await book(product, a.customer_id, [{ retail_cost: 45, ...january }])
  await book(product, b.customer_id, [
    { retail_cost: 30, ...january },
    { retail_cost: 15, ...january },
  ])
  await book(product, c.customer_id, [
    { retail_cost: 5, ...january, transaction_type: 'credit', credit_type: 'Cash Payment' },
  ])
  const run = {
    start_date: '2025-01-01',
    end_date: '2025-01-31',
    due_date: '2025-02-15',
    customer_ids: [a.customer_id, c.customer_id, 999_999, b.customer_id, d.customer_id],
  }
  const [first, meanwhile] = await Promise.all([
    product.admin.post('/crm/invoice/batch', run),
    product.admin.post('/crm/invoice/batch', run),
  ])
  const made = [...first.body.invoices, ...meanwhile.body.invoices]
  expect(made.map((row: { customer_id: number; total: number }) => [row.customer_id, row.total]).sort()).toEqual(
    [
      [a.customer_id, 45],
      [b.customer_id, 45],
    ].sort(),
  )
  const reasons = Object.fromEntries(
    first.body.skipped.map((row: { customer_id: number; message: string }) => [row.customer_id, row.message]),
  )
  expect(reasons[c.customer_id]).toContain('The credits exceed the charges by 5.00')
  expect(reasons[999_999]).toBe('Customer not found')
  expect(reasons[d.customer_id]).toContain('no uninvoiced transactions')
  expect(made[0].due_date).toBe('2025-02-15')
  await book(product, a.customer_id, [{ retail_cost: 1, ...january }])
  const third = await product.admin.post('/crm/invoice/batch', { ...run, customer_ids: undefined })
  expect(
    third.body.invoices
      .filter((row: { customer_id: number }) => [a.customer_id, b.customer_id].includes(row.customer_id))
      .map((row: { total: number }) => row.total),
  ).toEqual([1])
  await product.setClock('2025-01-10T10:00:00Z')
})

test('several are voided together, each answering for itself [INVC-23]', async () => {
  const { customer_id } = await makeCustomer(product)
  const ids: number[] = []
  for (let n = 0; n < 2; n++) {
    await book(product, customer_id, [{ retail_cost: 10 }])
    ids.push((await generate({ customer_id })).body.invoice_id)
  }
  await product.admin.post(`/crm/invoice/${ids[0]}/pay`, { payment_method: 'cash' })
  const { body } = await product.admin.delete('/crm/invoice/bulk', { invoice_ids: [...ids, 999_999] })
  expect(body.results.map((row: { result: string }) => row.result)).toEqual(['failed', 'success', 'failed'])
  expect(body.results[0].message).toContain('paid')
})

test('the widgets give sum, count and change against the month before, without void invoices [INVC-02, INVC-03]', async () => {
  const { customer_id } = await makeCustomer(product)
  const at = async (clock: string, retail_cost: number) => {
    await product.setClock(clock)
    await book(product, customer_id, [{ retail_cost, tax_percentage: 10 }])
    return (await generate({ customer_id })).body.invoice_id as number
  }
  await at('2025-03-05T10:00:00Z', 100)
  await at('2025-04-05T10:00:00Z', 150)
  const gone = await at('2025-05-05T10:00:00Z', 500)
  await at('2025-05-06T10:00:00Z', 75)
  await product.admin.delete(`/crm/invoice/${gone}`)
  expect(await stats(customer_id)).toEqual({
    total: { sum: 357.5, count: 3 },
    unpaid: { sum: 357.5, count: 3 },
    this_month: { sum: 82.5, count: 1, change_percent: -50 },
    last_month: { sum: 165, count: 1, change_percent: 50 },
  })
  await product.setClock('2025-01-10T10:00:00Z')
})

test('the list searches id, number, title and customer name, filters and sorts [INVC-01, INVC-27, INVC-28]', async () => {
  const { customer_id } = await makeCustomer(product, { customer_name: 'Quagga Ltd' })
  await book(product, customer_id, [{ retail_cost: 10 }])
  const { invoice_id, invoice_number } = (await generate({ customer_id, title: 'Okapi services' })).body
  for (const term of ['quagga', 'OKAPI', invoice_number]) {
    const found = await product.admin.get(`/crm/invoice/?search=${term}`)
    expect(
      found.body.data.map((row: { invoice_id: number }) => row.invoice_id),
      term,
    ).toEqual([invoice_id])
  }
  const filters = encodeURIComponent('{"paid":[true]}')
  expect((await product.admin.get(`/crm/invoice/?search=okapi&filters=${filters}`)).body.data).toEqual([])
  for (const sort of ['invoice_id', 'title', 'due_date', 'created', 'total', 'status'])
    expect((await product.admin.get(`/crm/invoice/?sort=${sort}`)).status, sort).toBe(200)
})

test('a customer sees only its own invoices, without costs, and pays by card alone [INVC-46, INVC-49, PAY-01]', async () => {
  const own = await makeCustomer(product)
  const other = await makeCustomer(product)
  await book(product, own.customer_id, [{ retail_cost: 10, wholesale_cost: 4 }])
  await book(product, other.customer_id, [{ retail_cost: 10 }])
  const mine = (await generate({ customer_id: own.customer_id })).body
  const theirs = (await generate({ customer_id: other.customer_id })).body
  expect(mine.wholesale_cost).toBe(4)
  const customer = await product.signInAs({ roles: ['customer'], contactId: own.contacts[0]?.contact_id })
  const seen = await customer.get(`/crm/invoice/${mine.invoice_id}`)
  expect(seen.body).not.toHaveProperty('wholesale_cost')
  expect(seen.body.transactions[0]).not.toHaveProperty('wholesale_cost')
  expect((await customer.get('/crm/invoice/')).body.pagination.total_items).toBe(1)
  expect((await customer.get(`/crm/invoice/${theirs.invoice_id}`)).status).toBe(403)
  expect((await customer.get(`/crm/invoice/${theirs.invoice_id}/pdf`)).status).toBe(403)
  expect((await customer.get(`/crm/invoice/customer_id/${other.customer_id}`)).status).toBe(403)
  const pay = (id: number, payment_method: string) => customer.post(`/crm/invoice/${id}/pay`, { payment_method })
  expect((await pay(mine.invoice_id, 'cash')).status).toBe(403)
  expect((await pay(theirs.invoice_id, 'stripe')).status).toBe(403)
  expect((await pay(mine.invoice_id, 'stripe')).body.message).toBe('No payment methods found')
  expect((await customer.delete(`/crm/invoice/${mine.invoice_id}`)).status).toBe(403)
  expect((await customer.put('/crm/invoice/', { customer_id: own.customer_id })).status).toBe(403)
  expect((await customer.post('/crm/invoice/preview', { customer_id: own.customer_id })).status).toBe(403)
})

test('a card charge goes on the next invoice with its payment, which then owes nothing [PAY-04]', async () => {
  const { customer_id } = await makeCustomer(product)
  const [charge] = await book(product, customer_id, [{ retail_cost: 10, tax_percentage: 20 }])
  await product.platform.db
    .insertInto('customer_transaction')
    .values({
      customer_id,
      title: 'Payment for Charge 1',
      retail_cost: '-12',
      transaction_type: 'credit',
      is_payment: true,
      payment_kind: 'charge',
      payment_of_transaction_id: charge,
      payment_intent_id: 'pi_1',
      transaction_date: product.platform.clock.now(),
    } as never)
    .execute()
  expect((await product.admin.delete(`/crm/transaction/transaction_id/${charge}`)).body.code).toBe('transaction_paid')
  const { body } = await generate({ customer_id })
  expect(body).toMatchObject({ total: 12, amount_due: 0, status: 'Paid' })
  expect(body.payments).toHaveLength(1)
  expect(body.transactions).toHaveLength(1)
})

test('a customer with unpaid invoices or uninvoiced lines is not archived', async () => {
  const { customer_id } = await makeCustomer(product)
  await book(product, customer_id, [{ retail_cost: 10 }])
  const first = await product.admin.delete(`/crm/customer/customer_id/${customer_id}`)
  expect([first.status, first.body.message]).toEqual([409, expect.stringContaining('1 uninvoiced transaction')])
  const { invoice_id } = (await generate({ customer_id })).body
  const second = await product.admin.delete(`/crm/customer/customer_id/${customer_id}`)
  expect(second.body.message).toContain('1 unpaid invoice')
  await product.admin.post(`/crm/invoice/${invoice_id}/pay`, { payment_method: 'cash' })
  expect((await product.admin.delete(`/crm/customer/customer_id/${customer_id}`)).status).toBe(200)
  const late = await product.admin.put('/crm/transaction/', { customer_id, title: 'late', retail_cost: 1 })
  expect([late.status, late.body.code]).toEqual([409, 'customer_archived'])
})

test('every invoice in the ledger equals the sum of its lines, and what is paid is paid in full', async () => {
  const { db } = product.platform
  const invoices = await db.selectFrom('customer_invoice').selectAll().where('void', '=', false).execute()
  expect(invoices.length).toBeGreaterThan(10)
  for (const invoice of invoices) {
    const lines = await db
      .selectFrom('customer_transaction')
      .selectAll()
      .where('invoice_id', '=', invoice.invoice_id)
      .execute()
    const totals = totalsOf(lines)
    expect([totals.retail.toNumber(), totals.tax.toNumber(), totals.total.toNumber()]).toEqual(
      [invoice.retail_cost, invoice.tax, invoice.total].map(Number),
    )
    if (invoice.paid) expect(totals.due.toNumber()).toBe(0)
    expect(() => requireNoExcessCredit(totals, 2)).not.toThrow()
  }
})

test('an untaxed service bills without tax', async () => {
  const { customer_id } = await makeCustomer(product)
  const { serviceId, productId } = await makeService(product, customer_id, { taxPercentage: '20', taxable: false })
  await book(product, customer_id, [{ retail_cost: 10, service_id: serviceId, product_id: productId }])
  expect((await generate({ customer_id })).body).toMatchObject({ tax: 0, total: 10 })
})
