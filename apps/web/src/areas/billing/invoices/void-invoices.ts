import { type Invoice, invoiceEndpoints } from '@omnicrm/contract'
import type { ActionTools } from '../../../actions/action.ts'
import { call } from '../../../api/call.ts'
import { markStale } from '../../../api/use-write.ts'
import { confirm } from '../../../components/dialog/confirm.tsx'
import { showFailure, showSuccess } from '../../../components/toasts.ts'

type Translate = ActionTools['t']
type Named = Pick<Invoice, 'invoice_id' | 'invoice_number' | 'title' | 'customer_name'>

const CHANGED = ['invoice', 'transaction', 'customer']

/** Asks, naming the invoice, then voids it; its transactions are free again. */
export async function voidOne(invoice: Named, t: Translate): Promise<void> {
  await confirm({
    title: t('billing:void_invoice.title'),
    message: t('billing:void_invoice.message', { count: 1 }),
    affected: [nameOf(invoice)],
    canUndo: false,
    confirmLabel: t('billing:action.void_invoice'),
    run: async () => {
      await call(invoiceEndpoints.voidInvoice, { params: { invoice_id: invoice.invoice_id } })
      await markStale(CHANGED)
      showSuccess(t('billing:void_invoice.done', { count: 1 }))
    },
  })
}

/** Asks, then voids all that can be; those refused are named with the reason [INVC-23]. */
export async function voidMany(invoices: readonly Named[], t: Translate): Promise<void> {
  await confirm({
    title: t('billing:void_invoice.title_many', { count: invoices.length }),
    message: t('billing:void_invoice.message', { count: invoices.length }),
    affected: invoices.map(nameOf),
    canUndo: false,
    confirmLabel: t('billing:action.void_invoice'),
    run: async () => {
      const body = { invoice_ids: invoices.map(({ invoice_id }) => invoice_id) }
      const { results } = await call(invoiceEndpoints.voidMany, { body })
      await markStale(CHANGED)
      const refused = results.filter(({ result }) => result === 'failed')
      const done = results.length - refused.length
      if (done > 0) showSuccess(t('billing:void_invoice.done', { count: done }))
      const numberOf = (id: number) =>
        invoices.find(({ invoice_id }) => invoice_id === id)?.invoice_number ?? String(id)
      if (refused.length > 0) showFailure(refused.map(({ id, message }) => `${numberOf(id)}: ${message}`).join('\n'))
    },
  })
}

function nameOf({ invoice_number: number, title, customer_name: name }: Named): string {
  return `${number} · ${title} · ${name}`
}
