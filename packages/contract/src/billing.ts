import { z } from 'zod'
import { ZTaxPercentage } from './catalogue.ts'
import { endpoint } from './endpoint.ts'
import { ZAmount, ZBoolean, ZDate, ZDateTime, ZId, ZIdsResult, ZInt, ZOptionalText, ZText } from './fields.ts'
import { envelope, ZListQuery } from './list.ts'

export const TRANSACTION_TYPES = ['debit', 'credit'] as const
export const CREDIT_TYPES = ['Cash Payment', 'Card Payment', 'Bank Transfer'] as const
export const INVOICE_PAYMENT_METHODS = ['stripe', 'cash', 'refund', 'pos', 'bank_transfer'] as const
export const INVOICE_STATUSES = ['Unpaid', 'Paid', 'Refunded', 'Void'] as const

export const ZTransaction = z.object({
  transaction_id: z.number(),
  customer_id: z.number(),
  service_id: z.number().nullable(),
  site_id: z.number().nullable(),
  product_id: z.number().nullable(),
  /** null = not yet invoiced */
  invoice_id: z.number().nullable(),
  title: z.string(),
  description: z.string().nullable(),
  /** before tax; a charge is positive, a credit negative */
  retail_cost: z.number(),
  /** left out for a customer */
  wholesale_cost: z.number().nullable().optional(),
  tax_percentage: z.number(),
  tax_amount: z.number(),
  transaction_type: z.enum(TRANSACTION_TYPES),
  credit_type: z.string().nullable(),
  /** payment or refund line: outside invoice totals, widgets, ARPU and revenue */
  is_payment: z.boolean(),
  /** the charge line that this payment line covers */
  payment_of_transaction_id: z.number().nullable(),
  payment_intent_id: z.string().nullable(),
  reference: z.string().nullable(),
  /** job that booked it */
  provision_id: z.number().nullable(),
  void: z.boolean(),
  transaction_date: z.string(),
  /** the same value under its other name */
  created: z.string(),
})
export type Transaction = z.output<typeof ZTransaction>

export const ZTransactionListed = ZTransaction.extend({ customer_name: z.string() })
export type TransactionListed = z.output<typeof ZTransactionListed>

const transactionFields = {
  title: ZText,
  description: ZOptionalText,
  /** entered positive for a credit too; stored negative */
  retail_cost: ZAmount,
  wholesale_cost: ZAmount.nullish(),
  /** the product's, else 0, when left out; 0 for a credit */
  tax_percentage: ZTaxPercentage.nullish(),
  service_id: ZId.nullish(),
  site_id: ZId.nullish(),
  product_id: ZId.nullish(),
  /** now when left out */
  transaction_date: ZDateTime.nullish(),
}
export const ZTransactionCreate = z
  .object({
    ...transactionFields,
    customer_id: ZId,
    transaction_type: z.enum(TRANSACTION_TYPES).default('debit'),
    credit_type: z.enum(CREDIT_TYPES).nullish(),
    /** a new transaction has no invoice */
    invoice_id: z.null().optional(),
    /** of a card charge already booked: answers that line instead of a second one */
    transaction_id: ZId.nullish(),
    /** of a card charge: its payment line is booked beside */
    payment_intent_id: z.string().trim().max(255).nullish(),
  })
  .refine((transaction) => transaction.transaction_type !== 'credit' || transaction.credit_type, {
    path: ['credit_type'],
    message: `must be one of ${CREDIT_TYPES.join(', ')} for a credit`,
  })
export const ZTransactionUpdate = z.object(transactionFields).partial()

export const ZTransactionStats = z.object({
  total: z.number(),
  uninvoiced: z.number(),
  this_month: z.number(),
  last_month: z.number(),
})

export const ZInvoice = z.object({
  invoice_id: z.number(),
  /** `INV-YYYY-NNNNNN`, for display */
  invoice_number: z.string(),
  customer_id: z.number(),
  customer_name: z.string(),
  /** invoice of one site only */
  site_id: z.number().nullable(),
  /** begins with `Void:` when void */
  title: z.string(),
  /** first day billed; null for a one-time invoice */
  start_date: z.string().nullable(),
  end_date: z.string().nullable(),
  due_date: z.string(),
  /** before tax, payment lines left out */
  retail_cost: z.number(),
  tax: z.number(),
  /** retail_cost + tax */
  total: z.number(),
  /** total less the payments on it; 0 when void */
  amount_due: z.number(),
  /** left out for a customer */
  wholesale_cost: z.number().optional(),
  paid: z.boolean(),
  void: z.boolean(),
  status: z.enum(INVOICE_STATUSES),
  payment_method: z.string().nullable(),
  /** payment-intent id, or what was typed in */
  payment_reference: z.string().nullable(),
  refund_reference: z.string().nullable(),
  created: z.string(),
})
export type Invoice = z.output<typeof ZInvoice>

export const ZInvoiceDetail = ZInvoice.extend({
  transactions: z.array(ZTransaction),
  /** payment and refund lines */
  payments: z.array(ZTransaction),
  /** = retail_cost */
  subtotal: z.number(),
})
export type InvoiceDetail = z.output<typeof ZInvoiceDetail>

const invoiceChoice = {
  customer_id: ZId,
  /** 14 days ago when left out */
  start_date: ZDate.optional(),
  /** today when left out */
  end_date: ZDate.optional(),
  /** only lines whose title or description holds it */
  filter: z.string().trim().max(200).nullish(),
  /** only lines of this site */
  site_id: ZId.nullish(),
}
export const ZInvoicePreviewRequest = z.object(invoiceChoice)
export const ZInvoicePreview = z.object({
  transactions: z.array(ZTransaction),
  subtotal: z.number(),
  tax: z.number(),
  total: z.number(),
  count: z.number(),
})
export type InvoicePreview = z.output<typeof ZInvoicePreview>

const transactionIds = z.array(ZId).max(10_000)

export const ZInvoiceCreate = z
  .object({
    ...invoiceChoice,
    /** "Invoice for {period}" when left out */
    title: ZOptionalText,
    /** today and the configured days when left out */
    due_date: ZDate.optional(),
    /** these only */
    transaction_ids: transactionIds.optional(),
    /** all in the period but these */
    excluded_transaction_ids: transactionIds.optional(),
  })
  .refine((invoice) => !(invoice.transaction_ids && invoice.excluded_transaction_ids), {
    path: ['excluded_transaction_ids'],
    message: 'must not be sent together with transaction_ids',
  })
export const ZInvoiceUpdate = z
  .object({
    title: ZText,
    due_date: ZDate,
    add_transaction_ids: transactionIds,
    remove_transaction_ids: transactionIds,
  })
  .partial()

export const ZInvoicePay = z.object({
  /** customers may use stripe only */
  payment_method: z
    .string()
    .trim()
    .toLowerCase()
    .pipe(z.enum(INVOICE_PAYMENT_METHODS, `must be one of ${INVOICE_PAYMENT_METHODS.join(', ')}`)),
  /** stored card; the default one when left out */
  customer_stripe_id: z.string().trim().max(255).nullish(),
  /** receipt or transfer number */
  reference: z.string().trim().max(255).nullish(),
  payment_date: ZDate.nullish(),
})

const sumAndCount = { sum: z.number(), count: z.number() }
const ZMonth = z.object({
  ...sumAndCount,
  /** against the month before; null when that was 0 */
  change_percent: z.number().nullable(),
})
export const ZInvoiceStats = z.object({
  total: z.object(sumAndCount),
  unpaid: z.object(sumAndCount),
  this_month: ZMonth,
  last_month: ZMonth,
})

const ZCacheCleared = z.object({ status: z.literal('success'), deleted_count: z.number() })

const transactionId = z.object({ transaction_id: ZId })
const invoiceId = z.object({ invoice_id: ZId })
const customerId = z.object({ customer_id: ZId })
const ofCustomer = z.object({ customer_id: ZId.optional() })
const viewTransaction = { permission: ['view_customer_transaction'], own: 'view_own_customer_transaction' } as const
const viewInvoice = { permission: ['view_customer_invoice'], own: 'view_own_customer_invoice' } as const

export const transactionEndpoints = {
  create: endpoint({
    id: 'TXN-1',
    method: 'PUT',
    path: '/crm/transaction/',
    tag: 'Transactions',
    summary: 'Books a charge or a credit, not yet invoiced.',
    access: { permission: ['create_customer_transaction'] },
    body: ZTransactionCreate,
    response: ZTransaction,
  }),
  createByPost: endpoint({
    id: 'TXN-1',
    method: 'POST',
    path: '/crm/transaction/',
    tag: 'Transactions',
    summary: 'Another spelling of booking a charge or a credit.',
    access: { permission: ['create_customer_transaction'] },
    body: ZTransactionCreate,
    response: ZTransaction,
  }),
  list: endpoint({
    id: 'TXN-2',
    method: 'GET',
    path: '/crm/transaction/',
    tag: 'Transactions',
    summary:
      'Transactions, page by page, without the void ones unless asked for; filter by void, invoiced, customer_id.',
    access: viewTransaction,
    query: ZListQuery,
    response: envelope(ZTransactionListed),
  }),
  get: endpoint({
    id: 'TXN-3',
    method: 'GET',
    path: '/crm/transaction/transaction_id/:transaction_id',
    aliases: ['/crm/transaction/:transaction_id'],
    tag: 'Transactions',
    summary: 'One transaction.',
    access: viewTransaction,
    params: transactionId,
    response: ZTransaction,
  }),
  listOfCustomer: endpoint({
    id: 'TXN-3',
    method: 'GET',
    path: '/crm/transaction/customer_id/:customer_id',
    tag: 'Transactions',
    summary: 'The transactions of a customer, page by page.',
    access: viewTransaction,
    params: customerId,
    query: ZListQuery,
    response: envelope(ZTransactionListed),
  }),
  update: endpoint({
    id: 'TXN-4',
    method: 'PATCH',
    path: '/crm/transaction/transaction_id/:transaction_id',
    aliases: ['/crm/transaction/:transaction_id'],
    tag: 'Transactions',
    summary: 'Changes a transaction that is not invoiced.',
    access: { permission: ['update_customer_transaction'] },
    params: transactionId,
    body: ZTransactionUpdate,
    response: ZTransaction,
  }),
  voidTransaction: endpoint({
    id: 'TXN-5',
    method: 'DELETE',
    path: '/crm/transaction/transaction_id/:transaction_id',
    aliases: ['/crm/transaction/:transaction_id'],
    tag: 'Transactions',
    summary: 'Voids a transaction that is not invoiced; it never counts again.',
    access: { permission: ['delete_customer_transaction'] },
    params: transactionId,
    response: ZTransaction,
  }),
  stats: endpoint({
    id: 'TXN-6',
    method: 'GET',
    path: '/crm/transaction/stats',
    tag: 'Transactions',
    summary: 'Sums for the widgets, without void rows and payments.',
    access: viewTransaction,
    query: ofCustomer,
    response: ZTransactionStats,
  }),
}

export const invoiceEndpoints = {
  pdf: endpoint({
    id: 'INVC-1',
    method: 'GET',
    path: '/crm/invoice/:invoice_id/pdf',
    aliases: ['/invoice/pdf/:invoice_id', '/crm/invoice/pdf/:invoice_id'],
    tag: 'Invoices',
    summary: 'The invoice as PDF.',
    access: viewInvoice,
    params: invoiceId,
    response: 'file',
  }),
  preview: endpoint({
    id: 'INVC-2',
    method: 'POST',
    path: '/crm/invoice/preview',
    tag: 'Invoices',
    summary: 'What an invoice of a period would hold.',
    access: { permission: ['create_customer_invoice'] },
    body: ZInvoicePreviewRequest,
    response: ZInvoicePreview,
  }),
  create: endpoint({
    id: 'INVC-3',
    method: 'PUT',
    path: '/crm/invoice/',
    tag: 'Invoices',
    summary: 'Makes an unpaid invoice of uninvoiced transactions.',
    access: { permission: ['create_customer_invoice'] },
    body: ZInvoiceCreate,
    response: ZInvoiceDetail,
  }),
  list: endpoint({
    id: 'INVC-4',
    method: 'GET',
    path: '/crm/invoice/',
    tag: 'Invoices',
    summary: 'Invoices, page by page; search by id, title or customer name, filter by void and paid.',
    access: viewInvoice,
    query: ZListQuery,
    response: envelope(ZInvoice),
  }),
  listOfCustomer: endpoint({
    id: 'INVC-4',
    method: 'GET',
    path: '/crm/invoice/customer_id/:customer_id',
    tag: 'Invoices',
    summary: 'The invoices of a customer, page by page.',
    access: viewInvoice,
    params: customerId,
    query: ZListQuery,
    response: envelope(ZInvoice),
  }),
  get: endpoint({
    id: 'INVC-5',
    method: 'GET',
    path: '/crm/invoice/invoice_id/:invoice_id',
    aliases: ['/crm/invoice/:invoice_id'],
    tag: 'Invoices',
    summary: 'One invoice with its lines and payments.',
    access: viewInvoice,
    params: invoiceId,
    response: ZInvoiceDetail,
  }),
  update: endpoint({
    id: 'INVC-6',
    method: 'PATCH',
    path: '/crm/invoice/invoice_id/:invoice_id',
    aliases: ['/crm/invoice/:invoice_id'],
    tag: 'Invoices',
    summary: 'Changes title, due date or lines of an unpaid invoice.',
    access: { permission: ['update_customer_invoice'] },
    params: invoiceId,
    body: ZInvoiceUpdate,
    response: ZInvoiceDetail,
  }),
  pay: endpoint({
    id: 'INVC-7',
    method: 'POST',
    path: '/crm/invoice/:invoice_id/pay',
    aliases: ['/crm/invoice/invoice_id/:invoice_id/pay'],
    tag: 'Invoices',
    summary: 'Pays what is due on an invoice, once.',
    access: { permission: ['update_customer_invoice'], own: 'view_own_customer_invoice' },
    params: invoiceId,
    body: ZInvoicePay,
    response: ZInvoiceDetail,
  }),
  email: endpoint({
    id: 'INVC-10',
    method: 'POST',
    path: '/crm/invoice/:invoice_id/email',
    aliases: ['/crm/invoice/invoice_id/:invoice_id/email'],
    tag: 'Invoices',
    summary: 'Mails the invoice with its PDF to the billing contacts, else to the primary one; not a void one.',
    access: { permission: ['update_customer_invoice'] },
    params: invoiceId,
    response: z.object({ message: z.string() }),
  }),
  voidInvoice: endpoint({
    id: 'INVC-8',
    method: 'DELETE',
    path: '/crm/invoice/invoice_id/:invoice_id',
    aliases: ['/crm/invoice/:invoice_id'],
    tag: 'Invoices',
    summary: 'Voids an unpaid invoice; its lines can be invoiced again.',
    access: { permission: ['delete_customer_invoice'] },
    params: invoiceId,
    response: ZInvoiceDetail,
  }),
  voidInvoiceByPost: endpoint({
    id: 'INVC-8',
    method: 'POST',
    path: '/crm/invoice/:invoice_id/void',
    aliases: ['/crm/invoice/invoice_id/:invoice_id/void'],
    tag: 'Invoices',
    summary: 'Another spelling of voiding an invoice.',
    access: { permission: ['delete_customer_invoice'] },
    params: invoiceId,
    response: ZInvoiceDetail,
  }),
  voidMany: endpoint({
    id: 'INVC-12',
    method: 'DELETE',
    path: '/crm/invoice/bulk',
    tag: 'Invoices',
    summary: 'Voids several invoices; each one answers for itself.',
    access: { permission: ['delete_customer_invoice'] },
    body: z.object({ invoice_ids: z.array(ZId).min(1).max(1000) }),
    response: ZIdsResult,
  }),
  stats: endpoint({
    id: 'INVC-13',
    method: 'GET',
    path: '/crm/invoice/stats',
    tag: 'Invoices',
    summary: 'Sums and counts for the widgets, without void invoices.',
    access: viewInvoice,
    query: ofCustomer,
    response: ZInvoiceStats,
  }),
  createMany: endpoint({
    id: 'INVC-14',
    method: 'POST',
    path: '/crm/invoice/batch',
    tag: 'Invoices',
    summary: 'One invoice for each customer with uninvoiced transactions; a second run bills only what is left.',
    access: { permission: ['create_customer_invoice'] },
    body: z.object({
      start_date: ZDate,
      end_date: ZDate,
      due_date: ZDate.optional(),
      /** every customer when left out */
      customer_ids: z.array(ZId).max(100_000).optional(),
      /** mails each invoice */
      email: ZBoolean.default(false),
    }),
    response: z.object({
      invoices: z.array(ZInvoice),
      skipped: z.array(z.object({ customer_id: z.number(), message: z.string() })),
    }),
  }),
  clearPdf: endpoint({
    id: 'INVC-16',
    method: 'DELETE',
    path: '/crm/invoice/:invoice_id/pdf_cache',
    tag: 'Invoices',
    summary: 'Forgets the rendered PDF of an invoice.',
    access: { permission: ['update_customer_invoice'] },
    params: invoiceId,
    response: ZCacheCleared,
  }),
  clearOldPdfs: endpoint({
    id: 'INVC-16',
    method: 'DELETE',
    path: '/crm/invoice/pdf_cache',
    tag: 'Invoices',
    summary: 'Forgets the rendered PDFs that nobody has read for some days.',
    access: { permission: ['admin'] },
    query: z.object({ days_old: ZInt.pipe(z.number().min(0).max(36_500)).default(30) }),
    response: ZCacheCleared,
  }),
}
