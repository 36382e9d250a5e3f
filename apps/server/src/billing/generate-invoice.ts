import type { ZInvoiceCreate } from '@omnicrm/contract'
import { type SqlBool, sql } from 'kysely'
import type { z } from 'zod'
import type { Change } from '../platform/context.ts'
import { DomainError, invalid } from '../platform/errors.ts'
import { addDays, coversOf, dayOf, linesInPeriod, namedLines, type Period, periodOf } from './choose-lines.ts'
import { lockCustomer } from './lock-billing.ts'
import type { TransactionRow } from './tables.ts'
import { type Totals, totalsOf } from './totals.ts'

type Sent = z.output<typeof ZInvoiceCreate>
export type NewInvoice = Omit<Sent, 'title'> & { title?: Sent['title'] }

/** Background task that prints an invoice before anyone asks for it. */
export const PRINT_INVOICE_TASK = 'print_invoice'

/**
 * Makes an unpaid invoice of the customer's uninvoiced lines; answers its id. It bills the difference: lines on an invoice are
 * not chosen again, so that a second run, or one at the same time, finds only what is left. An invoice that owes nothing is
 * Paid when it is made. Throws 404 for the customer; 400 when no line matches, the period is the wrong way round or the credits
 * exceed the charges (they wait for the next charges); 409 for a named line that is invoiced or void.
 */
export async function generateInvoice(change: Change, asked: NewInvoice): Promise<number> {
  const { customer_id: customerId } = asked
  const period = periodOf(asked, change.now)
  const dueDate =
    asked.due_date ?? addDays(dayOf(change.now), change.context.platform.config.invoice.payment_terms_days)
  await lockCustomer(change, customerId)
  await requireSite(change, customerId, asked.site_id)
  const lines = asked.transaction_ids
    ? await namedLines(change.context, customerId, { ids: asked.transaction_ids, field: 'transaction_ids' })
    : await linesInPeriod(change.context, {
        customerId,
        period,
        filter: asked.filter,
        siteId: asked.site_id,
        excluded: asked.excluded_transaction_ids,
      })
        .forUpdate()
        .execute()
  if (lines.length === 0) throw nothingToInvoice(period)
  const all = [...lines, ...(await coversOf(change.context, lines))]
  const totals = totalsOf(all)
  requireNoExcessCredit(totals, change.context.platform.decimals)
  const invoice = await change.tx
    .insertInto('customer_invoice')
    .values({
      invoice_number: await nextInvoiceNumber(change),
      customer_id: customerId,
      site_id: asked.site_id ?? null,
      title: asked.title ?? `Invoice for ${period.start} to ${period.end}`,
      start_date: period.start,
      end_date: period.end,
      due_date: dueDate,
      ...totalColumns(totals),
      payment_method: null,
      payment_reference: null,
      refund_reference: null,
      created: change.now,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  await linkLines(change, invoice.invoice_id, all)
  await change.record({
    entity: 'invoice',
    entityId: invoice.invoice_id,
    customerId,
    activity: `Generated invoice ${invoice.invoice_number} of ${totals.total.toFixed(change.context.platform.decimals)}`,
    after: invoice,
    details: { transaction_ids: all.map((line) => line.transaction_id) },
  })
  await change.enqueue(
    PRINT_INVOICE_TASK,
    { invoice_id: invoice.invoice_id },
    { queue: PRINT_INVOICE_TASK, priority: 10, attempts: 3 },
  )
  return invoice.invoice_id
}

/** The sums as columns of an invoice; one that owes nothing is paid. */
export function totalColumns(totals: Totals) {
  return {
    retail_cost: totals.retail.toFixed(),
    wholesale_cost: totals.wholesale.toFixed(),
    tax: totals.tax.toFixed(),
    total: totals.total.toFixed(),
    paid: totals.due.isZero(),
  }
}

/** Throws 400: an invoice of less than nothing would use the credit up without anyone getting it. */
export function requireNoExcessCredit(totals: Totals, decimals: number): void {
  if (!totals.due.isNegative() || totals.due.isZero()) return
  throw new DomainError(
    400,
    'credit_exceeds_charges',
    `The credits exceed the charges by ${totals.due.abs().toFixed(decimals)}; they wait for the next charges`,
  )
}

export async function linkLines(change: Change, invoiceId: number, lines: readonly TransactionRow[]): Promise<void> {
  const ids = lines.map((line) => line.transaction_id)
  const linked = await change.tx
    .updateTable('customer_transaction')
    .set({ invoice_id: invoiceId })
    .where(sql<SqlBool>`transaction_id = any(${ids})`)
    .where('invoice_id', 'is', null)
    .executeTakeFirst()
  if (linked.numUpdatedRows !== BigInt(ids.length))
    throw new Error(`invoice ${invoiceId}: ${linked.numUpdatedRows} of ${ids.length} lines were free`)
}

/**
 * The next number of the year, without gaps: the counter's row is locked until commit, so a rolled-back invoice gives its
 * number back and the next one gets it.
 */
async function nextInvoiceNumber(change: Change): Promise<string> {
  const year = change.now.getUTCFullYear()
  const { last } = await change.tx
    .insertInto('invoice_number_counter')
    .values({ year, last: 1 })
    .onConflict((conflict) => conflict.column('year').doUpdateSet({ last: sql`invoice_number_counter.last + 1` }))
    .returning('last')
    .executeTakeFirstOrThrow()
  return `INV-${year}-${String(last).padStart(6, '0')}`
}

async function requireSite(change: Change, customerId: number, siteId: number | null | undefined): Promise<void> {
  if (!siteId) return
  const site = await change.tx
    .selectFrom('customer_site')
    .select('customer_id')
    .where('site_id', '=', siteId)
    .executeTakeFirst()
  if (site?.customer_id !== customerId) throw invalid('site_id', 'is no site of this customer')
}

function nothingToInvoice(period: Period): DomainError {
  return new DomainError(
    400,
    'no_transactions',
    `There are no uninvoiced transactions from ${period.start} to ${period.end}`,
  )
}
