import { invoiceEndpoints } from '@omnicrm/contract'
import { call } from '../../../api/call.ts'
import { saveFile } from '../../../components/save-file.ts'
import { showProgress } from '../../../components/toasts.ts'
import { printFile } from './print-file.ts'

type Translate = (key: string) => string

/** A printed invoice comes at once; only one that is being made for the first time is worth a spinner. */
const PATIENCE_MS = 250

/** The invoice as the server prints it, under its own name. Throws ApiError. */
export async function readInvoicePdf(invoiceId: number): Promise<File> {
  return (await call(invoiceEndpoints.pdf, { params: { invoice_id: invoiceId } })) as File
}

/** Hands the PDF to the browser's downloads. Throws ApiError. */
export async function downloadInvoice(invoiceId: number, t: Translate): Promise<void> {
  const file = await withSpinner(readInvoicePdf(invoiceId), t)
  saveFile(file, file.name)
}

/** Opens the browser's print dialog on the PDF. Throws ApiError. */
export async function printInvoice(invoiceId: number, t: Translate): Promise<void> {
  printFile(await withSpinner(readInvoicePdf(invoiceId), t))
}

async function withSpinner<T>(work: Promise<T>, t: Translate): Promise<T> {
  let hide: (() => void) | undefined
  const timer = setTimeout(() => {
    hide = showProgress(t('billing:pdf.making'))
  }, PATIENCE_MS)
  try {
    return await work
  } finally {
    clearTimeout(timer)
    hide?.()
  }
}
