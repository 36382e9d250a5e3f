import type { ArchiveBlocker } from '../customers/index.ts'

const counted = (count: number, thing: string): string | undefined =>
  count === 0 ? undefined : `${count} ${thing}${count === 1 ? '' : 's'}`

/** "2 unpaid invoices": what stands in the way of archiving a customer. */
export const unpaidInvoices: ArchiveBlocker = async (change, customerId) => {
  const { count } = await change.tx
    .selectFrom('customer_invoice')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('customer_id', '=', customerId)
    .where('paid', '=', false)
    .where('void', '=', false)
    .executeTakeFirstOrThrow()
  return counted(count, 'unpaid invoice')
}

/** "1 uninvoiced transaction". */
export const uninvoicedTransactions: ArchiveBlocker = async (change, customerId) => {
  const { count } = await change.tx
    .selectFrom('customer_transaction')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('customer_id', '=', customerId)
    .where('invoice_id', 'is', null)
    .where('void', '=', false)
    .executeTakeFirstOrThrow()
  return counted(count, 'uninvoiced transaction')
}
