import type { ZInvoiceUpdate } from '@omnicrm/contract'
import type { z } from 'zod'
import type { Change } from '../platform/context.ts'
import { conflict, invalid } from '../platform/errors.ts'
import { coversOf, namedLines } from './choose-lines.ts'
import { linkLines, requireNoExcessCredit, totalColumns } from './generate-invoice.ts'
import { forgetPdf } from './invoice-pdf.ts'
import { lockCustomer, lockInvoice } from './lock-billing.ts'
import { findInvoice, linesOf, type TransactionRow } from './tables.ts'
import { totalsOf } from './totals.ts'

export type InvoicePatch = z.output<typeof ZInvoiceUpdate>

/**
 * Changes title, due date or lines of an unpaid invoice and works out its totals anew; lines that are taken off are free again.
 * Throws 409 when it is paid or void, 400 when no line would be left.
 */
export async function updateInvoice(change: Change, invoiceId: number, patch: InvoicePatch): Promise<void> {
  const found = await findInvoice(change.context, invoiceId)
  if (found) await lockCustomer(change, found.customer_id)
  const before = await lockInvoice(change, invoiceId)
  if (before.void) throw conflict('invoice_void', 'This invoice is void and cannot be changed')
  if (before.paid) throw conflict('invoice_paid', 'This invoice is paid and cannot be changed')
  await takeOff(change, await linesOf(change.context, invoiceId), patch.remove_transaction_ids ?? [])
  const added = await namedLines(change.context, before.customer_id, {
    ids: patch.add_transaction_ids ?? [],
    field: 'add_transaction_ids',
  })
  const arriving = [...added, ...(await coversOf(change.context, added))]
  if (arriving.length > 0) await linkLines(change, invoiceId, arriving)
  const lines = await linesOf(change.context, invoiceId)
  if (lines.every((line) => line.is_payment))
    throw invalid('remove_transaction_ids', 'an invoice keeps at least one line; void it instead')
  const totals = totalsOf(lines)
  requireNoExcessCredit(totals, change.context.platform.decimals)
  const after = await change.tx
    .updateTable('customer_invoice')
    .set({
      ...totalColumns(totals),
      ...(patch.title === undefined ? {} : { title: patch.title }),
      ...(patch.due_date === undefined ? {} : { due_date: patch.due_date }),
    })
    .where('invoice_id', '=', invoiceId)
    .returningAll()
    .executeTakeFirstOrThrow()
  await forgetPdf(change, invoiceId)
  const { customer_name: _name, payments: _payments, ...old } = before
  await change.record({
    entity: 'invoice',
    entityId: invoiceId,
    customerId: before.customer_id,
    activity: `Changed invoice ${before.invoice_number}`,
    before: old,
    after,
    details: { added: patch.add_transaction_ids ?? [], removed: patch.remove_transaction_ids ?? [] },
  })
}

/** Frees the named lines, and the card payments that cover them. */
async function takeOff(change: Change, lines: readonly TransactionRow[], ids: readonly number[]): Promise<void> {
  for (const id of ids) {
    const line = lines.find((candidate) => candidate.transaction_id === id)
    if (!line || line.is_payment)
      throw invalid('remove_transaction_ids', `transaction ${id} is no line of this invoice`)
  }
  const leaving = lines.filter((line) => ids.includes(line.payment_of_transaction_id ?? line.transaction_id))
  if (leaving.length === 0) return
  const leavingIds = leaving.map((line) => line.transaction_id)
  await change.tx
    .updateTable('customer_transaction')
    .set({ invoice_id: null })
    .where('transaction_id', 'in', leavingIds)
    .execute()
}
