import { sql } from 'kysely'
import type { Change } from '../platform/context.ts'
import { notFound } from '../platform/errors.ts'
import { missing, withinReach } from '../platform/reach.ts'
import { findInvoice, type InvoiceRow, type TransactionRow } from './tables.ts'

/*
 * Rows are locked in one order everywhere: customer, invoice, transactions by id, number counter. Whatever is decided on them
 * is decided after the lock is held.
 */

/** Locks a customer for the making of an invoice. Throws 404. */
export async function lockCustomer(change: Change, customerId: number): Promise<{ customer_name: string }> {
  const customer = await change.tx
    .selectFrom('customer')
    .select('customer_name')
    .where('customer_id', '=', customerId)
    // Not the key: a line may be booked meanwhile, it is simply left for the next invoice.
    .forNoKeyUpdate()
    .executeTakeFirst()
  if (!customer) throw notFound('Customer')
  return customer
}

/** Locks an invoice within reach and reads it as it is then. Throws 404 (403 for another customer's). */
export async function lockInvoice(change: Change, invoiceId: number): Promise<InvoiceRow> {
  await change.tx
    .selectFrom('customer_invoice')
    .select('invoice_id')
    .where('invoice_id', '=', invoiceId)
    .where(withinReach(change.context, sql.ref('customer_id')))
    .forUpdate()
    .executeTakeFirst()
  const invoice = await findInvoice(change.context, invoiceId)
  if (!invoice) throw missing(change.context, 'Invoice')
  return invoice
}

export function lockTransaction(change: Change, transactionId: number): Promise<TransactionRow | undefined> {
  return change.tx
    .selectFrom('customer_transaction')
    .selectAll()
    .where('transaction_id', '=', transactionId)
    .where(withinReach(change.context, sql.ref('customer_id')))
    .forUpdate()
    .executeTakeFirst()
}
