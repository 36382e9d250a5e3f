import { createHash } from 'node:crypto'
import { baseUrl } from '../platform/config/effective-config.ts'
import type { Context } from '../platform/context.ts'
import { amount, moneyOnWire } from '../platform/money.ts'
import { missing } from '../platform/reach.ts'
import { invoiceStatus } from './present.ts'
import { findInvoice, linesOf, type TransactionRow } from './tables.ts'

export type InvoiceDocument = {
  invoiceId: number
  language: string | null
  /** what a template may use (guide, "Available Template Variables") */
  variables: Record<string, unknown>
  /** SHA-256 of the variables */
  contentHash: string
}

const RIGHT_TO_LEFT = /^(ar|dv|fa|he|ku|ps|sd|ug|ur|yi)\b/

/** Everything that the paper says, read for one invoice. Throws 404 (403 for another customer's). */
export async function readInvoiceDocument(context: Context, invoiceId: number): Promise<InvoiceDocument> {
  const invoice = await findInvoice(context, invoiceId)
  if (!invoice) throw missing(context, 'Invoice')
  const { db, platform } = context
  const [lines, customer, contacts, sites] = await Promise.all([
    linesOf(context, invoiceId),
    db.selectFrom('customer').selectAll().where('customer_id', '=', invoice.customer_id).executeTakeFirstOrThrow(),
    db
      .selectFrom('customer_contact')
      .selectAll()
      .where('customer_id', '=', invoice.customer_id)
      .orderBy('contact_id')
      .execute(),
    db
      .selectFrom('customer_site')
      .selectAll()
      .where('customer_id', '=', invoice.customer_id)
      .orderBy('site_id')
      .execute(),
  ])
  const site = sites.find((candidate) => candidate.site_id === invoice.site_id) ?? sites[0]
  const address = {
    address_line_1: site?.address_line_1 ?? '',
    address_line_2: site?.address_line_2 ?? '',
    city: site?.city ?? '',
    state: site?.state ?? '',
    zip_code: site?.zip_code ?? '',
    country: site?.country ?? '',
  }
  const transactions = lines.filter((line) => !line.is_payment).map(lineVariables)
  const { branding, invoice: settings } = platform.config
  const language = customer.customer_language
  const due = invoice.void ? amount(0) : amount(invoice.total).plus(invoice.payments)
  const variables = {
    invoice_number: invoice.invoice_number,
    invoice_id: invoice.invoice_id,
    title: invoice.title,
    date: invoice.created.toISOString().slice(0, 19),
    due_date: invoice.due_date,
    start_date: invoice.start_date ?? '',
    end_date: invoice.end_date ?? '',
    client: {
      name: customer.customer_name,
      customer_id: customer.customer_id,
      tax_identifier: customer.tax_identifier ?? '',
      account_type: customer.customer_account_type,
      address,
    },
    contacts: contacts.map((contact) => ({
      name: `${contact.contact_firstname} ${contact.contact_lastname}`,
      email: contact.contact_email ?? '',
      phone: contact.contact_phone ?? '',
      types: contact.contact_types,
    })),
    sites: sites.map(({ site_name, address_line_1, address_line_2, city, state, zip_code, country }) => ({
      site_name,
      address_line_1: address_line_1 ?? '',
      address_line_2: address_line_2 ?? '',
      city: city ?? '',
      state: state ?? '',
      zip_code: zip_code ?? '',
      country,
    })),
    transactions,
    transaction_list: [transactions],
    payments: lines.filter((line) => line.is_payment).map(lineVariables),
    total_amount: moneyOnWire(invoice.retail_cost),
    total_tax: moneyOnWire(invoice.tax),
    total: moneyOnWire(invoice.total),
    amount_due: moneyOnWire(due),
    paid: invoice.paid,
    void: invoice.void,
    status: invoiceStatus(invoice),
    payment_reference: invoice.payment_reference ?? '',
    payment_url: `${baseUrl(platform.config, platform.addresses.port)}/invoices/${invoice.invoice_id}`,
    company: {
      name: branding.company_name,
      tagline: branding.tagline,
      color: branding.primary_color,
      address: settings.company_address,
      phone: settings.company_phone,
      email: settings.company_email,
      tax_id: settings.company_tax_id,
      payment_instructions: settings.payment_instructions,
    },
    language: language ?? 'en',
    direction: RIGHT_TO_LEFT.test(language?.toLowerCase() ?? '') ? 'rtl' : 'ltr',
  }
  const contentHash = createHash('sha256').update(JSON.stringify(variables)).digest('hex')
  return { invoiceId, language, variables, contentHash }
}

function lineVariables(line: TransactionRow): Record<string, unknown> {
  return {
    transaction_id: line.transaction_id,
    created: line.transaction_date.toISOString().slice(0, 19),
    title: line.title,
    description: line.description ?? '',
    retail_cost: moneyOnWire(line.retail_cost),
    wholesale_cost: moneyOnWire(line.wholesale_cost ?? '0'),
    tax_percentage: moneyOnWire(line.tax_percentage),
    tax_amount: moneyOnWire(line.tax_amount),
    credit_type: line.credit_type ?? '',
    reference: line.reference ?? '',
  }
}
