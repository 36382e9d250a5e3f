import type { InvoicePreview, ZInvoicePreviewRequest } from '@omnicrm/contract'
import type { z } from 'zod'
import type { Context } from '../platform/context.ts'
import { notFound } from '../platform/errors.ts'
import { moneyOnWire } from '../platform/money.ts'
import { linesInPeriod, periodOf } from './choose-lines.ts'
import { presentTransaction } from './present.ts'
import { totalsOf } from './totals.ts'

/** What an invoice of the period would hold; changes nothing. Throws 404 for the customer, 400 for a period the wrong way round. */
export async function previewInvoice(
  context: Context,
  asked: z.output<typeof ZInvoicePreviewRequest>,
): Promise<InvoicePreview> {
  const customer = await context.db
    .selectFrom('customer')
    .select('customer_id')
    .where('customer_id', '=', asked.customer_id)
    .executeTakeFirst()
  if (!customer) throw notFound('Customer')
  const lines = await linesInPeriod(context, {
    customerId: asked.customer_id,
    period: periodOf(asked, context.now()),
    filter: asked.filter,
    siteId: asked.site_id,
  }).execute()
  const totals = totalsOf(lines)
  return {
    transactions: lines.map((line) => presentTransaction(context, line)),
    subtotal: moneyOnWire(totals.retail),
    tax: moneyOnWire(totals.tax),
    total: moneyOnWire(totals.total),
    count: lines.length,
  }
}
