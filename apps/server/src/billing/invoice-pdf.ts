import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Change, Context } from '../platform/context.ts'
import type { Platform } from '../platform/platform.ts'
import { type InvoiceDocument, readInvoiceDocument } from './invoice-document.ts'
import { openTemplates, type TemplateSet, templateFor } from './invoice-template.ts'

export type InvoicePdf = { filename: string; content: Buffer }

/** PDFs being printed now, so that requests for the same one wait for one print. */
const printing = new WeakMap<Platform, Map<string, Promise<InvoicePdf>>>()

/**
 * The invoice as PDF: from the cache while neither the invoice nor a template has changed, else printed and kept. Throws 404
 * (403 for another customer's), 409 naming line and reason for a broken template, 502 when the browser cannot print.
 */
export async function invoicePdf(context: Context, invoiceId: number): Promise<InvoicePdf> {
  const [document, templates] = await Promise.all([
    readInvoiceDocument(context, invoiceId),
    openTemplates(context.platform),
  ])
  const underWay = printing.get(context.platform) ?? new Map<string, Promise<InvoicePdf>>()
  printing.set(context.platform, underWay)
  const key = `${invoiceId} ${document.contentHash} ${templates.hash}`
  const running = underWay.get(key) ?? cachedOrPrinted(context, document, templates).finally(() => underWay.delete(key))
  underWay.set(key, running)
  return running
}

/** Looking and printing are one piece of work: whoever looks just before a print is kept must not print a second time. */
async function cachedOrPrinted(
  context: Context,
  document: InvoiceDocument,
  templates: TemplateSet,
): Promise<InvoicePdf> {
  const cached = await context.db
    .updateTable('invoice_pdf_cache')
    .set({ last_accessed: context.now() })
    .where('invoice_id', '=', document.invoiceId)
    .where('content_hash', '=', document.contentHash)
    .where('template_hash', '=', templates.hash)
    .returning(['pdf', 'filename'])
    .executeTakeFirst()
  if (cached) return { filename: cached.filename, content: Buffer.from(cached.pdf, 'base64') }
  return print(context, document, templates)
}

async function print(context: Context, document: InvoiceDocument, templates: TemplateSet): Promise<InvoicePdf> {
  const { platform } = context
  const { invoiceId, contentHash } = document
  const name = templateFor(templates, platform.config.invoice.template_filename, document.language)
  const html = templates.render(name, document.variables)
  await keepHtml(platform, invoiceId, html)
  const content = await platform.pdf.print(html, { assetDir: platform.settings.templatesDir })
  const filename = pdfName(platform.config.stripe.statement_descriptor_suffix, invoiceId)
  const now = context.now()
  const entry = { pdf: content.toString('base64'), filename, content_hash: contentHash, template_hash: templates.hash }
  await context.db
    .insertInto('invoice_pdf_cache')
    .values({ invoice_id: invoiceId, ...entry, created: now, last_accessed: now })
    .onConflict((conflict) => conflict.column('invoice_id').doUpdateSet({ ...entry, created: now, last_accessed: now }))
    .execute()
  return { filename, content }
}

/** The HTML that was printed, for whoever works on a template: `<data>/invoice_templates/rendered/12.html`. */
async function keepHtml(platform: Platform, invoiceId: number, html: string): Promise<void> {
  const folder = path.join(platform.settings.dataDir, 'invoice_templates', 'rendered')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await writeFile(path.join(folder, `${invoiceId}.html`), html, { mode: 0o600 })
}

/** `YOURCOMPANY_12345.pdf` after the card statement's text, else `Invoice_01234.pdf` (data model, C13). */
export function pdfName(statementDescriptor: string | undefined, invoiceId: number): string {
  const prefix = statementDescriptor?.trim().replace(/[^\w.-]+/g, '_')
  return prefix ? `${prefix}_${invoiceId}.pdf` : `Invoice_${String(invoiceId).padStart(5, '0')}.pdf`
}

/** Drops the printed PDF with the change that makes it wrong. */
export async function forgetPdf(change: Change, invoiceId: number): Promise<number> {
  const result = await change.tx.deleteFrom('invoice_pdf_cache').where('invoice_id', '=', invoiceId).executeTakeFirst()
  return Number(result.numDeletedRows)
}

const DAY_MS = 86_400_000

/** Drops the PDFs that nobody has read for so many days; answers how many. */
export async function forgetOldPdfs(change: Change, daysOld: number): Promise<number> {
  const result = await change.tx
    .deleteFrom('invoice_pdf_cache')
    .where('last_accessed', '<=', new Date(change.now.getTime() - daysOld * DAY_MS))
    .executeTakeFirst()
  return Number(result.numDeletedRows)
}
