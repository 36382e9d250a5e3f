import type { ZInvoicePay } from '@omnicrm/contract'
import type { z } from 'zod'
import type { Change } from '../platform/context.ts'
import { conflict, DomainError, forbidden, invalid } from '../platform/errors.ts'
import { amount } from '../platform/money.ts'
import { dayOf } from './choose-lines.ts'
import { forgetPdf } from './invoice-pdf.ts'
import { lockInvoice } from './lock-billing.ts'

export type InvoicePayment = z.output<typeof ZInvoicePay>

const CREDIT_TYPE = { cash: 'Cash Payment', pos: 'Card Payment', bank_transfer: 'Bank Transfer', refund: null } as const

/**
 * Books the payment of what is due, once, whoever else tries at the same time: a negative line "Payment for Invoice #id" on the
 * invoice, outside its totals. Customers pay by card only (403 otherwise). Throws 409 when the invoice is paid or void, 400 for
 * a card, of which none can be on file yet, and for a payment date that is still to come.
 */
export async function payInvoice(change: Change, invoiceId: number, payment: InvoicePayment): Promise<void> {
  const { payment_method: method } = payment
  if (method !== 'stripe' && !change.context.scope.all) throw forbidden('Customers pay by card')
  const invoice = await lockInvoice(change, invoiceId)
  if (invoice.void) throw conflict('invoice_void', 'This invoice is void and cannot be paid')
  if (invoice.paid) throw conflict('invoice_paid', 'This invoice has been paid already')
  if (method === 'stripe')
    throw new DomainError(400, 'no_payment_methods', 'No payment methods found', 'payment_method')
  const { payment_date: paymentDate, reference = null } = payment
  if (paymentDate && paymentDate > dayOf(change.now)) throw invalid('payment_date', 'must not be in the future')
  const due = amount(invoice.total).plus(invoice.payments)
  const line = await change.tx
    .insertInto('customer_transaction')
    .values({
      customer_id: invoice.customer_id,
      service_id: null,
      site_id: invoice.site_id,
      product_id: null,
      invoice_id: invoiceId,
      title: `Payment for Invoice #${invoiceId}`,
      description: null,
      retail_cost: due.negated().toFixed(),
      wholesale_cost: null,
      transaction_type: 'credit',
      credit_type: CREDIT_TYPE[method],
      is_payment: true,
      payment_kind: 'invoice',
      payment_of_transaction_id: null,
      payment_intent_id: null,
      reference,
      provision_id: null,
      billing_period: null,
      transaction_date: paymentDate ? new Date(`${paymentDate}T00:00:00Z`) : change.now,
    })
    .returning('transaction_id')
    .executeTakeFirstOrThrow()
  await change.tx
    .updateTable('customer_invoice')
    .set({ paid: true, payment_method: method, payment_reference: reference })
    .where('invoice_id', '=', invoiceId)
    .execute()
  await forgetPdf(change, invoiceId)
  await change.record({
    entity: 'invoice',
    entityId: invoiceId,
    customerId: invoice.customer_id,
    activity: `Invoice ${invoice.invoice_number} paid: ${due.toFixed(change.context.platform.decimals)} by ${method.replace('_', ' ')}`,
    before: { paid: false },
    after: { paid: true, payment_method: method, payment_reference: reference },
    details: { transaction_id: line.transaction_id },
  })
}
