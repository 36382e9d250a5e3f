import { type Context, systemContext } from '../platform/context.ts'
import { DomainError } from '../platform/errors.ts'
import type { Task } from '../platform/jobs/job-queue.ts'
import type { ScheduledJob } from '../platform/jobs/scheduler.ts'
import type { Platform } from '../platform/platform.ts'
import { PRINT_INVOICE_TASK } from './generate-invoice.ts'
import { forgetOldPdfs, invoicePdf } from './invoice-pdf.ts'

const KEEP_DAYS = 30

/** Prints new invoices before anyone asks, so that the first download is as quick as the second. */
export function billingTasks(platform: Platform): Record<string, Task> {
  return {
    [PRINT_INVOICE_TASK]: async (payload) => {
      const invoiceId = Number(payload.invoice_id)
      try {
        await invoicePdf(systemContext(platform, `task:${PRINT_INVOICE_TASK}`), invoiceId)
      } catch (error) {
        // The download says the same to whoever asks; trying again here would not help.
        if (!(error instanceof DomainError)) throw error
        platform.log.warn({ invoiceId, reason: error.message }, 'an invoice was not printed in advance')
      }
    },
  }
}

export const billingJobs: readonly ScheduledJob[] = [
  {
    name: 'pdf_cache_purge',
    description: `Forgets printed invoices that nobody has read for ${KEEP_DAYS} days`,
    schedule: '30 3 * * *',
    async run(context: Context) {
      const count = await context.change((change) => forgetOldPdfs(change, KEEP_DAYS))
      return `${count} PDFs dropped`
    },
  },
]
