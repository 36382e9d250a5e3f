import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readSettings } from '../platform/config/settings.ts'
import { book, makeCustomer } from '../testing/arrange-billing.ts'
import { startTestProduct, type TestProduct } from '../testing/start-test-product.ts'
import { invoicePdf, pdfName } from './invoice-pdf.ts'

const templatesDir = mkdtempSync(path.join(os.tmpdir(), 'omnicrm-templates-'))
const shipped = path.join(readSettings('demo', {}).projectRoot, 'invoice_templates')
const activeTemplate = path.join(templatesDir, 'default_invoice_template.html')

let product: TestProduct
beforeAll(async () => {
  restoreTemplate()
  product = await startTestProduct({
    now: '2025-01-10T10:00:00Z',
    settings: { templatesDir },
    config: { stripe: { statement_descriptor_suffix: 'YOURCOMPANY' } },
  })
})
afterAll(async () => {
  await product?.close()
  rmSync(templatesDir, { recursive: true, force: true })
})

function restoreTemplate(): void {
  cpSync(shipped, templatesDir, { recursive: true })
}

async function download(invoiceId: number, client = product.admin): Promise<{ bytes: Buffer; response: Response }> {
  const response = await fetch(`${product.url}/crm/invoice/${invoiceId}/pdf`, {
    headers: { authorization: `Bearer ${client.token}` },
  })
  return { bytes: Buffer.from(await response.arrayBuffer()), response }
}

async function textOf(pdf: Buffer): Promise<string> {
  const document = await getDocument({ data: new Uint8Array(pdf), verbosity: 0 }).promise
  const pages: string[] = []
  for (let number = 1; number <= document.numPages; number++) {
    const content = await (await document.getPage(number)).getTextContent()
    pages.push(content.items.map((item) => ('str' in item ? item.str : '')).join(' '))
  }
  return pages.join('\n').replace(/\s+/g, ' ')
}

async function invoiceOf(lines: (Record<string, unknown> & { retail_cost: number })[], over = {}) {
  const { customer_id } = await makeCustomer(product, over)
  await book(product, customer_id, lines)
  return (await product.admin.put('/crm/invoice/', { customer_id })).body as {
    invoice_id: number
    invoice_number: string
  }
}

const cacheRow = (invoiceId: number) =>
  product.platform.db.selectFrom('invoice_pdf_cache').selectAll().where('invoice_id', '=', invoiceId).executeTakeFirst()

test('the paper says what the invoice says: number, parties, dates, lines, taxes and sums [INVC-30, INVC-41, WF-11, WF-15]', async () => {
  const { invoice_id, invoice_number } = await invoiceOf(
    [
      { retail_cost: 1234.5, tax_percentage: 10, title: 'Fibre <b>& more', description: 'January' },
      { retail_cost: 20, title: 'Router' },
      { retail_cost: 5, title: 'Goodwill', transaction_type: 'credit', credit_type: 'Cash Payment' },
    ],
    { customer_name: 'Søren & Sons' },
  )
  const { bytes, response } = await download(invoice_id)
  expect(response.headers.get('content-type')).toBe('application/pdf')
  expect(response.headers.get('content-disposition')).toBe(`attachment; filename="YOURCOMPANY_${invoice_id}.pdf"`)
  const text = await textOf(bytes)
  for (const expected of [
    invoice_number,
    'Søren & Sons',
    '12 Harbour Street',
    'EC1A 1BB',
    '2025-01-10',
    'Fibre <b>& more',
    '£1,234.50',
    '£123.45 (10%)',
    '-£5.00',
    'Subtotal £1,249.50',
    'Tax £123.45',
    'Total £1,372.95',
    'Amount due £1,372.95',
    '1 / 1',
  ])
    expect(text).toContain(expected)
  await product.admin.post(`/crm/invoice/${invoice_id}/pay`, { payment_method: 'cash', reference: 'Receipt 7' })
  const paid = await textOf((await download(invoice_id)).bytes)
  for (const expected of [`Payment for Invoice #${invoice_id}`, 'Receipt 7', '-£1,372.95', 'Amount due £0.00'])
    expect(paid).toContain(expected)
  expect(paid.toLowerCase()).toContain('paid')
})

test('the second download is the same file; a change, a new template, voiding and 31 unread days drop it [INVC-29, INVC-32, INVC-33, INVC-34, WF-18]', async () => {
  const { invoice_id } = await invoiceOf([{ retail_cost: 10 }])
  const first = await download(invoice_id)
  const kept = await cacheRow(invoice_id)
  expect(kept?.content_hash).toMatch(/^[0-9a-f]{64}$/)
  expect(Buffer.from(kept?.pdf ?? '', 'base64').equals(first.bytes)).toBe(true)
  await product.setClock('2025-01-10T11:00:00Z')
  expect((await download(invoice_id)).bytes.equals(first.bytes)).toBe(true)
  expect((await cacheRow(invoice_id))?.last_accessed.getTime()).toBeGreaterThan(kept?.last_accessed.getTime() ?? 0)

  const template = readFileSync(activeTemplate, 'utf8')
  writeFileSync(activeTemplate, template.replace('<h1>Invoice</h1>', '<h1>New look</h1>'))
  expect(await textOf((await download(invoice_id)).bytes)).toContain('New look')
  restoreTemplate()

  await product.admin.patch(`/crm/invoice/invoice_id/${invoice_id}`, { due_date: '2025-03-03' })
  expect(await cacheRow(invoice_id)).toBeUndefined()
  expect(await textOf((await download(invoice_id)).bytes)).toContain('2025-03-03')

  await product.admin.delete(`/crm/invoice/invoice_id/${invoice_id}`)
  expect(await cacheRow(invoice_id)).toBeUndefined()
  expect(await textOf((await download(invoice_id)).bytes)).toContain('VOID')

  await product.setClock('2025-02-10T11:00:01Z')
  await product.admin.post('/crm/scheduled_job/pdf_cache_purge/run')
  expect(await cacheRow(invoice_id)).toBeUndefined()
  await product.setClock('2025-01-10T12:00:00Z')
})

test('the cache is cleared by hand [INVC-34]', async () => {
  const { invoice_id } = await invoiceOf([{ retail_cost: 10 }])
  await download(invoice_id)
  const cleared = await product.admin.delete(`/crm/invoice/${invoice_id}/pdf_cache`)
  expect(cleared.body).toEqual({ status: 'success', deleted_count: 1 })
  await download(invoice_id)
  expect((await product.admin.delete('/crm/invoice/pdf_cache?days_old=1')).body.deleted_count).toBe(0)
  expect((await product.admin.delete('/crm/invoice/pdf_cache?days_old=0')).body.deleted_count).toBeGreaterThan(0)
  expect((await product.admin.delete('/crm/invoice/999999/pdf_cache')).status).toBe(404)
})

test('a new invoice is printed before anyone asks, and its HTML is kept for inspection [INVC-40]', async () => {
  const { invoice_id, invoice_number } = await invoiceOf([{ retail_cost: 10 }])
  await expect.poll(() => cacheRow(invoice_id), { timeout: 10_000 }).toBeDefined()
  const rendered = path.join(product.platform.settings.dataDir, 'invoice_templates/rendered', `${invoice_id}.html`)
  expect(readFileSync(rendered, 'utf8')).toContain(invoice_number)
})

test('requests at the same time wait for one print', async () => {
  const { invoice_id } = await invoiceOf([{ retail_cost: 10 }])
  await expect.poll(() => cacheRow(invoice_id), { timeout: 10_000 }).toBeDefined()
  await product.admin.delete(`/crm/invoice/${invoice_id}/pdf_cache`)
  const { pdf } = product.platform
  let prints = 0
  const print = pdf.print
  pdf.print = (...args) => {
    prints += 1
    return print(...args)
  }
  const files = await Promise.all(Array.from({ length: 6 }, () => invoicePdf(product.system, invoice_id)))
  pdf.print = print
  expect(prints).toBe(1)
  expect(files.every((file) => file.content.equals(files[0]?.content ?? Buffer.alloc(0)))).toBe(true)
})

test('a broken template says which, where and why; a missing one says so', async () => {
  const { invoice_id } = await invoiceOf([{ retail_cost: 10 }])
  const attempt = async (source: string) => {
    writeFileSync(activeTemplate, source)
    const { response, bytes } = await download(invoice_id)
    return { status: response.status, ...(JSON.parse(bytes.toString()) as { code: string; message: string }) }
  }
  expect(await attempt('<p>\n{% if paid %}\n')).toMatchObject({
    status: 409,
    code: 'invoice_template_broken',
    message: expect.stringMatching(
      /^The invoice template default_invoice_template\.html is broken at line \d+: syntax error/,
    ),
  })
  expect((await attempt('a\nb\n{{ client.adress.city }}')).message).toContain('line 3: undefined value')
  expect((await attempt('{{ nothing }}\n{{ "%.2f"|format(client.name) }}')).message).toContain(
    '"John Smith" is not a number',
  )
  expect((await attempt('a\n{{ "%.2f"|format(client.name) }}')).message).toContain('at line 2: format: ')
  expect(
    (await attempt('{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}')).message,
  ).toContain('fuel')
  rmSync(activeTemplate)
  const { response, bytes } = await download(invoice_id)
  expect([response.status, bytes.toString()]).toEqual([409, expect.stringContaining('is not in the folder')])
  restoreTemplate()
  expect((await download(invoice_id)).response.status).toBe(200)
})

test('templates of the guide render: loops over both names, conditions, splitting, number formats [INVC-35, INVC-36]', async () => {
  const { invoice_id } = await invoiceOf([{ retail_cost: 50, tax_percentage: 10 }, { retail_cost: 1200 }])
  writeFileSync(
    activeTemplate,
    `<p>No {{ invoice_number }} of {{ date }} to {{ client.address.city }}</p>
    {% for transaction in transaction_list[0] %}<p>A {{ transaction.title }} {{ transaction.created.split("T")[0] }}
      \${{ "%.2f"|format(transaction.retail_cost) }}
      {% if transaction.tax_amount > 0 %}\${{ "%.2f"|format(transaction.tax_amount) }} ({{ transaction.tax_percentage }}%){% else %}-{% endif %}</p>{% endfor %}
    {% for sub_transaction in transactions %}<p>B{{ sub_transaction.transaction_id }}</p>{% endfor %}
    {% if total_amount > 1000 %}<p>high value</p>{% endif %}
    {% if client.address.country == "United Kingdom" %}<p>VAT {{ "%.2f"|format(total_tax) }}</p>{% endif %}
    <p>Total {{ "%.2f"|format(total_amount + total_tax) }} {{ transactions|sum(attribute="retail_cost") }}</p>
    {% if paid %}PAID{% endif %}{% if void %}VOID{% endif %}`,
  )
  const text = await textOf((await download(invoice_id)).bytes)
  restoreTemplate()
  for (const expected of [
    'A Charge 1 2025-01-10 $50.00 $5.00 (10%)',
    '$1200.00 -',
    'high value',
    'VAT 5.00',
    'Total 1255.00 1250',
  ])
    expect(text).toContain(expected)
  expect(text).not.toContain('PAID')
})

test('a template in the language of the customer is taken when there is one, and Arabic runs from the right [INVC-39]', async () => {
  const { invoice_id } = await invoiceOf([{ retail_cost: 10 }], { customer_language: 'es' })
  const arabic = await invoiceOf([{ retail_cost: 10 }], { customer_language: 'ar' })
  writeFileSync(path.join(templatesDir, 'default_invoice_template_es.html'), '<p>Factura {{ invoice_number }}</p>')
  expect(await textOf((await download(invoice_id)).bytes)).toContain('Factura')
  await download(arabic.invoice_id)
  const rendered = path.join(
    product.platform.settings.dataDir,
    'invoice_templates/rendered',
    `${arabic.invoice_id}.html`,
  )
  expect(readFileSync(rendered, 'utf8')).toContain('dir="rtl"')
})

test('a long invoice repeats its heads and numbers its pages [INVC-41]', async () => {
  const lines = Array.from({ length: 60 }, (_, n) => ({ retail_cost: 1, title: `Line ${n + 1}` }))
  const { invoice_id } = await invoiceOf(lines)
  const text = await textOf((await download(invoice_id)).bytes)
  expect(text.match(/DESCRIPTION|Description/g)?.length).toBeGreaterThan(1)
  expect(text).toContain('2 / ')
  expect(text).toContain('Amount due £60.00')
})

test('the file name follows the card statement, else the invoice id [INVC-29]', () => {
  expect(pdfName('YOURCOMPANY', 12345)).toBe('YOURCOMPANY_12345.pdf')
  expect(pdfName(undefined, 1234)).toBe('Invoice_01234.pdf')
  expect(pdfName('  ', 7)).toBe('Invoice_00007.pdf')
  expect(pdfName('My/Co', 7)).toBe('My_Co_7.pdf')
})

test('all invoices of a customer are fetched one by one through the API [INVC-47]', async () => {
  const { customer_id } = await makeCustomer(product)
  for (let n = 0; n < 2; n++) {
    await book(product, customer_id, [{ retail_cost: 10 }])
    await product.admin.put('/crm/invoice/', { customer_id })
  }
  const { body } = await product.admin.get(`/crm/invoice/customer_id/${customer_id}`)
  for (const { invoice_id } of body.data as { invoice_id: number }[]) {
    const { bytes } = await download(invoice_id)
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-')
  }
  const alias = await fetch(`${product.url}/invoice/pdf/${body.data[0].invoice_id}`, {
    headers: { authorization: `Bearer ${product.admin.token}` },
  })
  expect(alias.status).toBe(200)
})
