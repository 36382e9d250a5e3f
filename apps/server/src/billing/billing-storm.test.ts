import { afterAll, beforeAll, expect, test } from 'vitest'
import { book, makeCustomer } from '../testing/arrange-billing.ts'
import { startTestProduct, type TestProduct } from '../testing/start-test-product.ts'
import { totalsOf } from './totals.ts'

let product: TestProduct
beforeAll(async () => {
  product = await startTestProduct({ now: '2025-01-10T10:00:00Z' })
})
afterAll(() => product?.close())

/** Linear congruential generator: the same storm each time for one seed. */
function chance(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31
    return Math.floor((state / 2 ** 31) * below)
  }
}

test.each([1, 2, 3])(
  'whatever happens at once, no money is lost, doubled or on two invoices (seed %i)',
  async (seed) => {
    const pick = chance(seed)
    const { customer_id } = await makeCustomer(product)
    let booked = 0
    for (let wave = 0; wave < 6; wave++) {
      const amounts = Array.from({ length: 4 }, () => (100 + pick(9000)) / 100)
      await book(
        product,
        customer_id,
        amounts.map((retail_cost) => ({ retail_cost, tax_percentage: pick(25) })),
      )
      booked += amounts.length
      const { body } = await product.admin.get(`/crm/invoice/customer_id/${customer_id}?per_page=100`)
      const known = (body.data as { invoice_id: number }[]).map((row) => row.invoice_id)
      const lines = await product.admin.get(`/crm/transaction/customer_id/${customer_id}?per_page=1000`)
      const ids = (lines.body.data as { transaction_id: number }[]).map((row) => row.transaction_id)
      const anInvoice = (): number => known[pick(known.length)] ?? 999_999
      const aLine = (): number => ids[pick(ids.length)] ?? 999_999
      const doings = [
        () => product.admin.put('/crm/invoice/', { customer_id }),
        () => product.admin.put('/crm/invoice/', { customer_id, transaction_ids: [aLine()] }),
        () => product.admin.post('/crm/invoice/batch', { start_date: '2025-01-01', end_date: '2025-01-31' }),
        () => product.admin.post(`/crm/invoice/${anInvoice()}/pay`, { payment_method: 'cash' }),
        () => product.admin.post(`/crm/invoice/${anInvoice()}/void`),
        () => product.admin.patch(`/crm/invoice/${anInvoice()}`, { add_transaction_ids: [aLine()] }),
        () => product.admin.patch(`/crm/invoice/${anInvoice()}`, { remove_transaction_ids: [aLine()] }),
        () => product.admin.delete(`/crm/transaction/${aLine()}`),
      ]
      const answers = await Promise.all(Array.from({ length: 16 }, () => doings[pick(doings.length)]?.()))
      for (const answer of answers) expect([200, 400, 404, 409], answer?.text).toContain(answer?.status)
    }
    const { db } = product.platform
    const ledger = await db
      .selectFrom('customer_transaction')
      .selectAll()
      .where('customer_id', '=', customer_id)
      .execute()
    const invoices = await db
      .selectFrom('customer_invoice')
      .selectAll()
      .where('customer_id', '=', customer_id)
      .execute()
    expect(ledger.filter((line) => !line.is_payment)).toHaveLength(booked)
    for (const invoice of invoices) {
      const lines = ledger.filter((line) => line.invoice_id === invoice.invoice_id)
      const totals = totalsOf(lines)
      if (invoice.void) expect(lines).toEqual([])
      else expect(totals.total.toNumber()).toBe(Number(invoice.total))
      expect(totals.due.toNumber()).toBe(invoice.paid || invoice.void ? 0 : Number(invoice.total))
      expect(lines.filter((line) => line.is_payment)).toHaveLength(invoice.paid ? 1 : 0)
    }
    const numbers = await db.selectFrom('customer_invoice').select('invoice_number').execute()
    expect(numbers.map((row) => Number(row.invoice_number.slice(-6))).sort((a, b) => a - b)).toEqual(
      numbers.map((_, index) => index + 1),
    )
  },
)
