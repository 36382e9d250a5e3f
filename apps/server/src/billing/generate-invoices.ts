import type { Context } from '../platform/context.ts'
import { DomainError } from '../platform/errors.ts'
import { generateInvoice } from './generate-invoice.ts'

export type InvoiceRun = {
  start_date: string
  end_date: string
  due_date?: string | undefined
  /** every customer with something to bill when left out */
  customer_ids?: readonly number[] | undefined
}

export type InvoiceRunResult = {
  invoiceIds: number[]
  skipped: { customer_id: number; message: string }[]
}

/**
 * One invoice for each customer with uninvoiced lines in the period, each in a transaction of its own: a customer that cannot be
 * billed is skipped with the reason and does not stop the run, and a run that dies half-way is simply started again.
 */
export async function generateInvoices(context: Context, run: InvoiceRun): Promise<InvoiceRunResult> {
  const result: InvoiceRunResult = { invoiceIds: [], skipped: [] }
  for (const customerId of run.customer_ids ? new Set(run.customer_ids) : await customersToBill(context, run)) {
    try {
      result.invoiceIds.push(
        await context.change((change) =>
          generateInvoice(change, {
            customer_id: customerId,
            start_date: run.start_date,
            end_date: run.end_date,
            due_date: run.due_date,
          }),
        ),
      )
    } catch (error) {
      if (!(error instanceof DomainError)) {
        context.platform.log.error(
          { err: error, customerId, requestId: context.requestId },
          'a customer was not billed',
        )
      }
      const message =
        error instanceof DomainError ? error.message : 'Not billed because of a defect; the log has the details'
      result.skipped.push({ customer_id: customerId, message })
    }
  }
  return result
}

async function customersToBill(context: Context, run: InvoiceRun): Promise<number[]> {
  const rows = await context.db
    .selectFrom('customer_transaction')
    .select('customer_id')
    .distinct()
    .where('invoice_id', 'is', null)
    .where('void', '=', false)
    .where('is_payment', '=', false)
    .where('transaction_date', '>=', new Date(`${run.start_date}T00:00:00Z`))
    .where('transaction_date', '<', new Date(`${run.end_date}T24:00:00Z`))
    .orderBy('customer_id')
    .execute()
  return rows.map((row) => row.customer_id)
}
