import type { Change } from '../platform/context.ts'
import { voidTransaction } from './void-transaction.ts'

/**
 * Voids what a failed job has booked, whether its playbook did so or died before it could. Lines that are on an invoice or
 * that a card has paid stay: there money has moved, and only a credit or a refund gives it back. Answers how many were voided.
 */
export async function voidBookingsOfJob(change: Change, provisionId: number): Promise<number> {
  const booked = await change.tx
    .selectFrom('customer_transaction as t')
    .select('t.transaction_id')
    .where('t.provision_id', '=', provisionId)
    .where('t.void', '=', false)
    .where('t.is_payment', '=', false)
    .where('t.invoice_id', 'is', null)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('customer_transaction as payment')
            .select('payment.transaction_id')
            .whereRef('payment.payment_of_transaction_id', '=', 't.transaction_id')
            .where('payment.void', '=', false),
        ),
      ),
    )
    .orderBy('t.transaction_id')
    .forUpdate()
    .execute()
  for (const { transaction_id } of booked) await voidTransaction(change, transaction_id)
  return booked.length
}
