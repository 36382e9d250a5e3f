import type { Generated } from 'kysely'
import type { CalendarDate, CreatedAt, Money, Percentage } from './columns.ts'

/**
 * A line of the ledger (`transaction` is a reserved word). A trigger refuses to delete any, to change the amounts or the
 * customer of an invoiced or void one, and to take one off a paid invoice.
 */
export type CustomerTransactionTable = {
  transaction_id: Generated<number>
  customer_id: number
  service_id: number | null
  site_id: number | null
  product_id: number | null
  /** null = not yet invoiced */
  invoice_id: number | null
  title: string
  description: string | null
  /** before tax; a charge is positive, a credit negative */
  retail_cost: Money
  wholesale_cost: Money | null
  tax_percentage: Generated<Percentage>
  tax_amount: Generated<Money>
  transaction_type: Generated<'debit' | 'credit'>
  credit_type: string | null
  /** outside invoice totals, widgets, ARPU and revenue; true exactly when `payment_kind` is set */
  is_payment: Generated<boolean>
  /** pays an invoice, covers a charge line, or refunds an invoice; an invoice has at most one of the first and the last */
  payment_kind: 'invoice' | 'charge' | 'refund' | null
  /** the charge line that a line of kind `charge` covers */
  payment_of_transaction_id: number | null
  payment_intent_id: string | null
  reference: string | null
  /** job that booked it */
  provision_id: number | null
  /** first day of the period of a recurring charge: one per service and period */
  billing_period: CalendarDate | null
  void: Generated<boolean>
  transaction_date: Date
}

/**
 * A trigger refuses to delete an invoice, to change its number or customer, to change the amounts of a paid or void one,
 * and to make one unpaid or valid again.
 */
export type CustomerInvoiceTable = {
  invoice_id: Generated<number>
  /** `INV-YYYY-NNNNNN`, without gaps in a year */
  invoice_number: string
  customer_id: number
  site_id: number | null
  title: string
  start_date: CalendarDate | null
  end_date: CalendarDate | null
  due_date: CalendarDate
  /** sum of the lines before tax, payment lines left out */
  retail_cost: Money
  wholesale_cost: Generated<Money>
  tax: Money
  /** retail_cost + tax */
  total: Money
  paid: Generated<boolean>
  void: Generated<boolean>
  payment_method: 'stripe' | 'cash' | 'refund' | 'pos' | 'bank_transfer' | null
  payment_reference: string | null
  refund_reference: string | null
  created: CreatedAt
}

/** Last invoice number given out in a year. */
export type InvoiceNumberCounterTable = {
  year: number
  last: number
}

/** Served only while both hashes match. */
export type InvoicePdfCacheTable = {
  invoice_id: number
  /** Base64 */
  pdf: string
  filename: string
  /** SHA-256 of what the invoice says */
  content_hash: string
  template_hash: string
  created: Date
  last_accessed: Date
}
