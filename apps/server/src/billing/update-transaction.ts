import type { ZTransactionUpdate } from '@omnicrm/contract'
import type { z } from 'zod'
import type { Change } from '../platform/context.ts'
import { conflict } from '../platform/errors.ts'
import { amount, lineTax, roundMoney } from '../platform/money.ts'
import { missing } from '../platform/reach.ts'
import { taxRate } from './create-transaction.ts'
import { lockTransaction } from './lock-billing.ts'

export type TransactionPatch = z.output<typeof ZTransactionUpdate>

/** Changes the fields that are given and works out sign and tax anew. Throws 409 for an invoiced, void or payment line. */
export async function updateTransaction(change: Change, transactionId: number, patch: TransactionPatch): Promise<void> {
  const before = await lockTransaction(change, transactionId)
  if (!before) throw missing(change.context, 'Transaction')
  if (before.invoice_id !== null)
    throw conflict('transaction_invoiced', `This transaction is on invoice ${before.invoice_id} and cannot be changed`)
  if (before.void) throw conflict('transaction_void', 'This transaction is void')
  if (before.is_payment || before.payment_intent_id)
    throw conflict('transaction_is_payment', 'A card charge and its payment cannot be changed')
  const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined)) as TransactionPatch
  const merged = { ...before, ...given }
  const credit = before.transaction_type === 'credit'
  const { decimals } = change.context.platform
  const entered = roundMoney(amount(merged.retail_cost), decimals)
  const retail = credit ? entered.abs().negated() : entered
  // A new product or service brings its own rate, unless one is given with it.
  const relinked = given.product_id !== undefined || given.service_id !== undefined
  const rate = await taxRate(change, {
    ...merged,
    credit,
    tax_percentage: given.tax_percentage ?? (relinked || given.tax_percentage === null ? null : before.tax_percentage),
  })
  const after = await change.tx
    .updateTable('customer_transaction')
    .set({
      title: merged.title,
      description: merged.description ?? null,
      service_id: merged.service_id ?? null,
      site_id: merged.site_id ?? null,
      product_id: merged.product_id ?? null,
      wholesale_cost: merged.wholesale_cost ?? null,
      transaction_date: given.transaction_date ?? before.transaction_date,
      retail_cost: retail.toFixed(),
      tax_percentage: rate.toFixed(),
      tax_amount: lineTax(retail, rate, decimals).toFixed(),
    })
    .where('transaction_id', '=', transactionId)
    .returningAll()
    .executeTakeFirstOrThrow()
  await change.record({
    entity: 'transaction',
    entityId: transactionId,
    customerId: after.customer_id,
    serviceId: after.service_id,
    activity: `Changed transaction ${after.title}`,
    before,
    after,
  })
}
