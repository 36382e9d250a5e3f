import { faBan } from '@fortawesome/free-solid-svg-icons/faBan'
import { faDownload } from '@fortawesome/free-solid-svg-icons/faDownload'
import { faEye } from '@fortawesome/free-solid-svg-icons/faEye'
import { faPen } from '@fortawesome/free-solid-svg-icons/faPen'
import { type Transaction, transactionEndpoints } from '@omnicrm/contract'
import { type Action, type ActionTools, defineAction } from '../../../actions/action.ts'
import { call } from '../../../api/call.ts'
import { markStale } from '../../../api/use-write.ts'
import { confirm } from '../../../components/dialog/confirm.tsx'
import { showSuccess } from '../../../components/toasts.ts'
import { downloadInvoice } from '../pdf/invoice-pdf.ts'
import { openTransactionForm } from './open-transaction.tsx'

type Line = Transaction & { customer_name?: string }

/** Booked and on no invoice: may still be changed and voided. Card charges and their payments may not. */
const isFree = (line: Line) =>
  line.invoice_id === null && !line.void && !line.is_payment && line.payment_intent_id === null

export const downloadInvoiceOfLine = defineAction<Line>({
  id: 'transaction.invoice_pdf',
  labelKey: 'billing:action.download_invoice',
  icon: faDownload,
  permission: 'view_customer_invoice',
  visible: ({ invoice_id }) => invoice_id !== null,
  run: async ({ invoice_id: invoiceId }, { t }) => {
    if (invoiceId !== null) await downloadInvoice(invoiceId, t)
  },
})

export const editLine = defineAction<Line>({
  id: 'transaction.edit',
  labelKey: 'billing:action.edit',
  icon: faPen,
  permission: 'update_customer_transaction',
  visible: isFree,
  run: (line) => openTransactionForm({ line }),
})

export const voidLine = defineAction<Line>({
  id: 'transaction.void',
  labelKey: 'billing:action.void_transaction',
  icon: faBan,
  permission: 'delete_customer_transaction',
  isDangerous: true,
  visible: isFree,
  run: askToVoid,
})

/** What a line offers besides being looked at. */
export const lineActions: readonly Action<Line>[] = [downloadInvoiceOfLine, editLine, voidLine]

/** The row menu: "View Details" first. */
export function rowActionsWith(view: (line: Line) => void): readonly Action<Line>[] {
  const viewLine = defineAction<Line>({
    id: 'transaction.view',
    labelKey: 'billing:action.view',
    icon: faEye,
    run: view,
  })
  return [viewLine, ...lineActions]
}

async function askToVoid(line: Line, { t }: ActionTools): Promise<void> {
  await confirm({
    title: t('billing:void_transaction.title'),
    message: t('billing:void_transaction.message'),
    affected: [[line.transaction_id, line.title, line.customer_name].filter(Boolean).join(' · ')],
    canUndo: false,
    confirmLabel: t('billing:action.void_transaction'),
    run: async () => {
      await call(transactionEndpoints.voidTransaction, { params: { transaction_id: line.transaction_id } })
      await markStale(['transaction', 'invoice', 'customer'])
      showSuccess(t('billing:void_transaction.done'))
    },
  })
}
