import type { Invoice, InvoiceDetail, Transaction, TransactionListed } from '@omnicrm/contract'
import type { Context } from '../platform/context.ts'
import { amount, moneyOnWire } from '../platform/money.ts'
import { missing } from '../platform/reach.ts'
import { findInvoice, type InvoiceRow, type ListedTransactionRow, linesOf, type TransactionRow } from './tables.ts'

/** A ledger line on the wire; what it cost us is left out for whoever reaches one customer only. */
export function presentTransaction(context: Context, row: TransactionRow): Transaction {
  return {
    transaction_id: row.transaction_id,
    customer_id: row.customer_id,
    service_id: row.service_id,
    site_id: row.site_id,
    product_id: row.product_id,
    invoice_id: row.invoice_id,
    title: row.title,
    description: row.description,
    retail_cost: moneyOnWire(row.retail_cost),
    ...(context.scope.all
      ? { wholesale_cost: row.wholesale_cost === null ? null : moneyOnWire(row.wholesale_cost) }
      : {}),
    tax_percentage: moneyOnWire(row.tax_percentage),
    tax_amount: moneyOnWire(row.tax_amount),
    transaction_type: row.transaction_type,
    credit_type: row.credit_type,
    is_payment: row.is_payment,
    payment_of_transaction_id: row.payment_of_transaction_id,
    payment_intent_id: row.payment_intent_id,
    reference: row.reference,
    provision_id: row.provision_id,
    void: row.void,
    transaction_date: row.transaction_date.toISOString(),
    created: row.transaction_date.toISOString(),
  }
}

export function presentListedTransaction(context: Context, row: ListedTransactionRow): TransactionListed {
  return { ...presentTransaction(context, row), customer_name: row.customer_name }
}

export function invoiceStatus(row: Pick<InvoiceRow, 'void' | 'paid' | 'refund_reference'>): Invoice['status'] {
  if (row.void) return 'Void'
  if (row.refund_reference) return 'Refunded'
  return row.paid ? 'Paid' : 'Unpaid'
}

export function presentInvoice(context: Context, row: InvoiceRow): Invoice {
  return {
    invoice_id: row.invoice_id,
    invoice_number: row.invoice_number,
    customer_id: row.customer_id,
    customer_name: row.customer_name,
    site_id: row.site_id,
    title: row.title,
    start_date: row.start_date,
    end_date: row.end_date,
    due_date: row.due_date,
    retail_cost: moneyOnWire(row.retail_cost),
    tax: moneyOnWire(row.tax),
    total: moneyOnWire(row.total),
    amount_due: row.void ? 0 : moneyOnWire(amount(row.total).plus(row.payments)),
    ...(context.scope.all ? { wholesale_cost: moneyOnWire(row.wholesale_cost) } : {}),
    paid: row.paid,
    void: row.void,
    status: invoiceStatus(row),
    payment_method: row.payment_method,
    payment_reference: row.payment_reference,
    refund_reference: row.refund_reference,
    created: row.created.toISOString(),
  }
}

/** One invoice with its lines and payments. Throws 404 (403 for another customer's). */
export async function readInvoice(context: Context, invoiceId: number): Promise<InvoiceDetail> {
  const row = await findInvoice(context, invoiceId)
  if (!row) throw missing(context, 'Invoice')
  const lines = await linesOf(context, invoiceId)
  return {
    ...presentInvoice(context, row),
    transactions: lines.filter((line) => !line.is_payment).map((line) => presentTransaction(context, line)),
    payments: lines.filter((line) => line.is_payment).map((line) => presentTransaction(context, line)),
    subtotal: moneyOnWire(row.retail_cost),
  }
}
