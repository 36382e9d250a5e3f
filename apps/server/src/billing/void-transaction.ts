import type { Change } from '../platform/context.ts'
import { conflict } from '../platform/errors.ts'
import { missing } from '../platform/reach.ts'
import { lockTransaction } from './lock-billing.ts'

/**
 * Voids a line that should never have existed: it stays, but never counts or is invoiced again. Voiding twice changes nothing.
 * Throws 409 when it is invoiced, or when money has been taken for it.
 */
export async function voidTransaction(change: Change, transactionId: number): Promise<void> {
  const before = await lockTransaction(change, transactionId)
  if (!before) throw missing(change.context, 'Transaction')
  if (before.void) return
  if (before.invoice_id !== null)
    throw conflict('transaction_invoiced', `This transaction is on invoice ${before.invoice_id} and cannot be voided`)
  const cover = await change.tx
    .selectFrom('customer_transaction')
    .select('transaction_id')
    .where('payment_of_transaction_id', '=', transactionId)
    .where('void', '=', false)
    .executeTakeFirst()
  if (before.is_payment || cover)
    throw conflict('transaction_paid', 'This charge has been paid by card; book a credit instead')
  await change.tx
    .updateTable('customer_transaction')
    .set({ void: true })
    .where('transaction_id', '=', transactionId)
    .execute()
  await change.record({
    entity: 'transaction',
    entityId: transactionId,
    customerId: before.customer_id,
    serviceId: before.service_id,
    activity: `Voided transaction ${before.title}`,
    before: { void: false },
    after: { void: true },
  })
}
