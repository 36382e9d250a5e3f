import type { ListQuery } from '@omnicrm/contract'
import { type Selectable, sql } from 'kysely'
import type { Context } from '../platform/context.ts'
import type { CustomerInvoiceTable, CustomerTransactionTable } from '../platform/database/tables/billing.ts'
import { type ListPage, listRows } from '../platform/lists.ts'
import { withinReach } from '../platform/reach.ts'

export type TransactionRow = Selectable<CustomerTransactionTable>
export type ListedTransactionRow = TransactionRow & { customer_name: string }
/** `payments`: sum of the payment lines on it, refunds left out; 0 or negative */
export type InvoiceRow = Selectable<CustomerInvoiceTable> & { customer_name: string; payments: string }

export function findTransaction(context: Context, transactionId: number): Promise<TransactionRow | undefined> {
  return context.db
    .selectFrom('customer_transaction')
    .selectAll()
    .where('transaction_id', '=', transactionId)
    .where(withinReach(context, sql.ref('customer_id')))
    .executeTakeFirst()
}

/** A page of the ledger, without the void rows unless the filter asks for them; a customer never sees those. */
export function listTransactions(
  context: Context,
  query: ListQuery,
  customerId?: number,
): Promise<ListPage<ListedTransactionRow>> {
  let base = context.db
    .selectFrom('customer_transaction')
    .innerJoin('customer', 'customer.customer_id', 'customer_transaction.customer_id')
    .selectAll('customer_transaction')
    .select('customer.customer_name')
    .where(withinReach(context, sql.ref('customer_transaction.customer_id')))
  if (customerId !== undefined) base = base.where('customer_transaction.customer_id', '=', customerId)
  if (!query.filters?.void || !context.scope.all) base = base.where('customer_transaction.void', '=', false)
  const column = (name: keyof TransactionRow) => sql.ref(`customer_transaction.${name}`)
  return listRows(context, base, query, {
    sort: {
      transaction_id: column('transaction_id'),
      transaction_date: column('transaction_date'),
      created: column('transaction_date'),
      title: sql`lower(customer_transaction.title)`,
      retail_cost: column('retail_cost'),
      tax_amount: column('tax_amount'),
      invoice_id: column('invoice_id'),
      customer_name: sql`lower(customer.customer_name)`,
    },
    defaultSort: 'transaction_id',
    tieBreak: column('transaction_id'),
    search: [column('transaction_id'), column('title'), column('description'), column('invoice_id')],
    filters: {
      void: column('void'),
      invoiced: (values) => sql`((customer_transaction.invoice_id is not null)::text = any(${values.map(String)}))`,
      customer_id: column('customer_id'),
      service_id: column('service_id'),
      invoice_id: column('invoice_id'),
      transaction_type: column('transaction_type'),
      is_payment: column('is_payment'),
    },
  })
}

function invoices(context: Context) {
  return context.db
    .selectFrom('customer_invoice')
    .innerJoin('customer', 'customer.customer_id', 'customer_invoice.customer_id')
    .selectAll('customer_invoice')
    .select([
      'customer.customer_name',
      sql<string>`coalesce((select sum(t.retail_cost) from customer_transaction t
        where t.invoice_id = customer_invoice.invoice_id and t.is_payment and t.payment_kind <> 'refund'), 0)`.as(
        'payments',
      ),
    ])
    .where(withinReach(context, sql.ref('customer_invoice.customer_id')))
}

export function findInvoice(context: Context, invoiceId: number): Promise<InvoiceRow | undefined> {
  return invoices(context).where('customer_invoice.invoice_id', '=', invoiceId).executeTakeFirst()
}

/** Lines and payments of an invoice, in the order in which they were booked. */
export function linesOf(context: Context, invoiceId: number): Promise<TransactionRow[]> {
  return context.db
    .selectFrom('customer_transaction')
    .selectAll()
    .where('invoice_id', '=', invoiceId)
    .where(withinReach(context, sql.ref('customer_id')))
    .orderBy('transaction_date')
    .orderBy('transaction_id')
    .execute()
}

export function listInvoices(context: Context, query: ListQuery, customerId?: number): Promise<ListPage<InvoiceRow>> {
  const all = invoices(context)
  const base = customerId === undefined ? all : all.where('customer_invoice.customer_id', '=', customerId)
  const column = (name: keyof CustomerInvoiceTable) => sql.ref(`customer_invoice.${name}`)
  return listRows(context, base, query, {
    sort: {
      invoice_id: column('invoice_id'),
      invoice_number: column('invoice_number'),
      title: sql`lower(customer_invoice.title)`,
      start_date: column('start_date'),
      due_date: column('due_date'),
      created: column('created'),
      retail_cost: column('retail_cost'),
      total: column('total'),
      status: column('paid'),
      paid: column('paid'),
      customer_name: sql`lower(customer.customer_name)`,
    },
    defaultSort: 'invoice_id',
    tieBreak: column('invoice_id'),
    search: [column('invoice_id'), column('invoice_number'), column('title'), sql.ref('customer.customer_name')],
    filters: {
      void: column('void'),
      paid: column('paid'),
      customer_id: column('customer_id'),
      site_id: column('site_id'),
      payment_method: column('payment_method'),
    },
  })
}
