import { type Attachment, linkTo, sendEmail } from '../communications/index.ts'
import { currencyOf } from '../platform/config/config-schema.ts'
import type { Change, Context } from '../platform/context.ts'
import { conflict } from '../platform/errors.ts'
import { missing } from '../platform/reach.ts'
import { invoicePdf } from './invoice-pdf.ts'
import { lockInvoice } from './lock-billing.ts'
import { findInvoice, type InvoiceRow } from './tables.ts'

const LARGEST_ATTACHMENT = 15 * 1024 * 1024

/**
 * Mails an invoice with its PDF to the billing contacts, else to the primary one (INVC-10). Throws 404, and 409 for a void
 * invoice, a customer without such an address, and a PDF over 15 MB; 409 and 502 as the PDF does.
 */
export async function emailInvoice(context: Context, invoiceId: number): Promise<void> {
  const invoice = await findInvoice(context, invoiceId)
  if (!invoice) throw missing(context, 'Invoice')
  refuseVoid(invoice)
  // Printing takes its time and needs no lock.
  const { filename, content } = await invoicePdf(context, invoiceId)
  if (content.length > LARGEST_ATTACHMENT) throw conflict('pdf_too_large', 'The PDF has more than 15 MB')
  await context.change(async (change) => {
    const present = await lockInvoice(change, invoiceId)
    refuseVoid(present)
    const addresses = await addresseesOf(change, present.customer_id)
    if (addresses.length === 0)
      throw conflict('no_address', 'No billing or primary contact of this customer has an e-mail address')
    await mail(change, present, { addresses, pdf: { filename, contentType: 'application/pdf', content } })
    await change.record({
      entity: 'invoice',
      entityId: invoiceId,
      customerId: present.customer_id,
      activity: `E-mailed invoice ${present.invoice_number} to ${addresses.join(', ')}`,
      details: { attachment: filename },
    })
  })
}

function refuseVoid(invoice: InvoiceRow): void {
  if (invoice.void) throw conflict('invoice_void', 'This invoice is void; it is not mailed')
}

/** Where invoices of a customer go: the billing contacts, else the primary ones, each address once. */
async function addresseesOf(change: Change, customerId: number): Promise<string[]> {
  const contacts = await change.tx
    .selectFrom('customer_contact')
    .select(['contact_email', 'contact_types'])
    .where('customer_id', '=', customerId)
    .where('contact_email', 'is not', null)
    .orderBy('contact_id')
    .execute()
  const ofType = (type: string): string[] =>
    contacts.flatMap(({ contact_email: email, contact_types }) =>
      email && contact_types.split(',').includes(type) ? [email] : [],
    )
  const billing = ofType('Billing')
  return [...new Set(billing.length > 0 ? billing : ofType('Primary'))]
}

async function mail(
  change: Change,
  invoice: InvoiceRow,
  to: { addresses: readonly string[]; pdf: Attachment },
): Promise<void> {
  const { platform } = change.context
  const money = new Intl.NumberFormat(platform.config.locale, {
    style: 'currency',
    currency: currencyOf(platform.config),
  })
  await sendEmail(change, {
    kind: 'api_crmCommunicationCustomerInvoice',
    to: to.addresses.join(', '),
    customerId: invoice.customer_id,
    variables: {
      customer_name: invoice.customer_name,
      invoice_number: invoice.invoice_number,
      invoice_date: invoice.created.toISOString().slice(0, 10),
      due_date: invoice.due_date,
      total_amount: money.format(invoice.total as Intl.StringNumericLiteral),
      invoice_url: linkTo(platform, '/self-care/invoices'),
    },
    attachments: [to.pdf],
  })
}
