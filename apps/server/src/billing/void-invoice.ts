import type { Change } from '../platform/context.ts'
import { conflict } from '../platform/errors.ts'
import { forgetPdf } from './invoice-pdf.ts'
import { lockInvoice } from './lock-billing.ts'

/**
 * Voids an unpaid invoice: it keeps its number and its amounts, its lines are free for another invoice. Throws 409 when it is
 * paid or void.
 */
export async function voidInvoice(change: Change, invoiceId: number): Promise<void> {
  const before = await lockInvoice(change, invoiceId)
  if (before.paid) throw conflict('invoice_paid', 'This invoice is paid and cannot be voided')
  if (before.void) throw conflict('invoice_void', 'This invoice is void already')
  const title = `Void: ${before.title}`
  await change.tx
    .updateTable('customer_invoice')
    .set({ void: true, title })
    .where('invoice_id', '=', invoiceId)
    .execute()
  const freed = await change.tx
    .updateTable('customer_transaction')
    .set({ invoice_id: null })
    .where('invoice_id', '=', invoiceId)
    .returning('transaction_id')
    .execute()
  await forgetPdf(change, invoiceId)
  await change.record({
    entity: 'invoice',
    entityId: invoiceId,
    customerId: before.customer_id,
    activity: `Voided invoice ${before.invoice_number}`,
    before: { void: false, title: before.title },
    after: { void: true, title },
    details: { freed_transaction_ids: freed.map((row) => row.transaction_id) },
  })
}
