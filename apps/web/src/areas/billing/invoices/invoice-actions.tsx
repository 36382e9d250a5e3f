import { faBan } from '@fortawesome/free-solid-svg-icons/faBan'
import { faCashRegister } from '@fortawesome/free-solid-svg-icons/faCashRegister'
import { faDownload } from '@fortawesome/free-solid-svg-icons/faDownload'
import { faEnvelope } from '@fortawesome/free-solid-svg-icons/faEnvelope'
import { faEye } from '@fortawesome/free-solid-svg-icons/faEye'
import { faFilePdf } from '@fortawesome/free-solid-svg-icons/faFilePdf'
import { faPrint } from '@fortawesome/free-solid-svg-icons/faPrint'
import { type Invoice, invoiceEndpoints } from '@omnicrm/contract'
import { type Action, type BulkAction, defineAction } from '../../../actions/action.ts'
import { call } from '../../../api/call.ts'
import { markStale } from '../../../api/use-write.ts'
import { confirm } from '../../../components/dialog/confirm.tsx'
import { openDialog } from '../../../components/dialog/dialogs.ts'
import { showSuccess } from '../../../components/toasts.ts'
import { openPayment } from '../pay/open-payment.tsx'
import { downloadInvoice, printInvoice } from '../pdf/invoice-pdf.ts'
import { PdfPreview } from '../pdf/PdfPreview.tsx'
import { isOpen, isVoid } from './invoice-states.ts'
import { voidMany, voidOne } from './void-invoices.ts'

export const hrefOf = ({ invoice_id }: Pick<Invoice, 'invoice_id'>) => `/invoices/${invoice_id}`

const viewInvoice = defineAction<Invoice>({
  id: 'invoice.view',
  labelKey: 'billing:action.view',
  icon: faEye,
  run: (invoice, { goTo }) => goTo(hrefOf(invoice)),
})

export const payInvoice = defineAction<Invoice>({
  id: 'invoice.pay',
  labelKey: 'billing:action.pay',
  icon: faCashRegister,
  permission: 'update_customer_invoice',
  shortcut: 'r',
  visible: isOpen,
  run: (invoice) => openPayment([invoice]),
})

export const downloadPdf = defineAction<Invoice>({
  id: 'invoice.download',
  labelKey: 'billing:action.download',
  icon: faDownload,
  run: ({ invoice_id }, { t }) => downloadInvoice(invoice_id, t),
})

export const previewPdf = defineAction<Invoice>({
  id: 'invoice.preview',
  labelKey: 'billing:action.preview',
  icon: faFilePdf,
  visible: (invoice) => !isVoid(invoice),
  run: ({ invoice_id, invoice_number }) =>
    openDialog((close) => <PdfPreview invoiceId={invoice_id} title={invoice_number} onClose={close} />),
})

const printPdf = defineAction<Invoice>({
  id: 'invoice.print',
  labelKey: 'billing:action.print',
  icon: faPrint,
  visible: (invoice) => !isVoid(invoice),
  run: ({ invoice_id }, { t }) => printInvoice(invoice_id, t),
})

const emailInvoice = defineAction<Invoice>({
  id: 'invoice.email',
  labelKey: 'billing:action.email',
  icon: faEnvelope,
  permission: 'update_customer_invoice',
  visible: (invoice) => !isVoid(invoice),
  run: async (invoice, { t }) => {
    await confirm({
      title: t('billing:action.email'),
      message: t('billing:email.question'),
      affected: [`${invoice.invoice_number}, ${invoice.customer_name}`],
      canUndo: false,
      isDangerous: false,
      confirmLabel: t('billing:action.email'),
      run: async () => {
        const { message } = await call(invoiceEndpoints.email, { params: { invoice_id: invoice.invoice_id } })
        await markStale(['communication'])
        showSuccess(message)
      },
    })
  },
})

const voidInvoice = defineAction<Invoice>({
  id: 'invoice.void',
  labelKey: 'billing:action.void_invoice',
  icon: faBan,
  permission: 'delete_customer_invoice',
  isDangerous: true,
  visible: isOpen,
  run: (invoice, { t }) => voidOne(invoice, t),
})

/** The menu of an invoice's own page, by its state (S33, table of states). */
export const pageActions: readonly Action<Invoice>[] = [
  payInvoice,
  downloadPdf,
  previewPdf,
  printPdf,
  emailInvoice,
  voidInvoice,
]

/** The menu of its row. */
export const rowActions: readonly Action<Invoice>[] = [viewInvoice, ...pageActions]

export const bulkActions: readonly BulkAction<Invoice>[] = [
  {
    id: 'invoice.void_many',
    labelKey: 'billing:action.void_invoice',
    icon: faBan,
    permission: 'delete_customer_invoice',
    isDangerous: true,
    run: (invoices, { t }) => voidMany(invoices, t),
  },
]
