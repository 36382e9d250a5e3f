import { customerEndpoints, invoiceEndpoints, type ListQuery, transactionEndpoints } from '@omnicrm/contract'
import type { Context } from '../platform/context.ts'
import { eachForItself } from '../platform/each-for-itself.ts'
import { invalid } from '../platform/errors.ts'
import { fileReply } from '../platform/http/file-reply.ts'
import type { Routes } from '../platform/http/routes.ts'
import { presentList } from '../platform/lists.ts'
import { missing, requireReach } from '../platform/reach.ts'
import { invoiceFigures, revenuePerService, transactionFigures } from './billing-figures.ts'
import { createTransaction, type NewTransaction } from './create-transaction.ts'
import { emailInvoice } from './email-invoice.ts'
import { generateInvoice } from './generate-invoice.ts'
import { generateInvoices } from './generate-invoices.ts'
import { forgetOldPdfs, forgetPdf, invoicePdf } from './invoice-pdf.ts'
import { payInvoice } from './pay-invoice.ts'
import { presentInvoice, presentListedTransaction, presentTransaction, readInvoice } from './present.ts'
import { previewInvoice } from './preview-invoice.ts'
import { findInvoice, findTransaction, listInvoices, listTransactions } from './tables.ts'
import { updateInvoice } from './update-invoice.ts'
import { updateTransaction } from './update-transaction.ts'
import { voidInvoice } from './void-invoice.ts'
import { voidTransaction } from './void-transaction.ts'

export function billingRoutes(routes: Routes): void {
  transactionRoutes(routes)
  invoiceRoutes(routes)
  severalInvoices(routes)
  pdfRoutes(routes)
  routes.handle(customerEndpoints.arpu, ({ params, context }) => revenuePerService(context, params.customer_id))
}

function transactionRoutes(routes: Routes): void {
  const one = async (context: Context, transactionId: number) => {
    const row = await findTransaction(context, transactionId)
    if (!row) throw missing(context, 'Transaction')
    return presentTransaction(context, row)
  }
  const create = ({ body, context }: { body: NewTransaction; context: Context }) =>
    context.change(async (change) => one(change.context, await createTransaction(change, body)))
  const list = async (context: Context, query: ListQuery, customerId?: number) =>
    presentList(await listTransactions(context, query, customerId), query, {
      name: 'transactions',
      present: (row) => presentListedTransaction(context, row),
    })
  routes.handle(transactionEndpoints.create, create)
  routes.handle(transactionEndpoints.createByPost, create)
  routes.handle(transactionEndpoints.list, ({ query, context }) => list(context, query))
  routes.handle(transactionEndpoints.listOfCustomer, ({ params, query, context }) => {
    requireReach(context, params.customer_id)
    return list(context, query, params.customer_id)
  })
  routes.handle(transactionEndpoints.stats, async ({ query, context }) => {
    if (query.customer_id !== undefined) requireReach(context, query.customer_id)
    return transactionFigures(context, query.customer_id)
  })
  routes.handle(transactionEndpoints.get, ({ params, context }) => one(context, params.transaction_id))
  routes.handle(transactionEndpoints.update, ({ params, body, context }) =>
    context.change(async (change) => {
      await updateTransaction(change, params.transaction_id, body)
      return one(change.context, params.transaction_id)
    }),
  )
  routes.handle(transactionEndpoints.voidTransaction, ({ params, context }) =>
    context.change(async (change) => {
      await voidTransaction(change, params.transaction_id)
      return one(change.context, params.transaction_id)
    }),
  )
}

function invoiceRoutes(routes: Routes): void {
  const list = async (context: Context, query: ListQuery, customerId?: number) =>
    presentList(await listInvoices(context, query, customerId), query, {
      name: 'invoices',
      present: (row) => presentInvoice(context, row),
    })
  const voidOne = ({ params, context }: { params: { invoice_id: number }; context: Context }) =>
    context.change(async (change) => {
      await voidInvoice(change, params.invoice_id)
      return readInvoice(change.context, params.invoice_id)
    })
  routes.handle(invoiceEndpoints.preview, ({ body, context }) => previewInvoice(context, body))
  routes.handle(invoiceEndpoints.create, ({ body, context }) =>
    context.change(async (change) => readInvoice(change.context, await generateInvoice(change, body))),
  )
  routes.handle(invoiceEndpoints.list, ({ query, context }) => list(context, query))
  routes.handle(invoiceEndpoints.listOfCustomer, ({ params, query, context }) => {
    requireReach(context, params.customer_id)
    return list(context, query, params.customer_id)
  })
  routes.handle(invoiceEndpoints.stats, async ({ query, context }) => {
    if (query.customer_id !== undefined) requireReach(context, query.customer_id)
    return invoiceFigures(context, query.customer_id)
  })
  routes.handle(invoiceEndpoints.get, ({ params, context }) => readInvoice(context, params.invoice_id))
  routes.handle(invoiceEndpoints.update, ({ params, body, context }) =>
    context.change(async (change) => {
      await updateInvoice(change, params.invoice_id, body)
      return readInvoice(change.context, params.invoice_id)
    }),
  )
  routes.handle(invoiceEndpoints.pay, ({ params, body, context }) =>
    context.change(async (change) => {
      await payInvoice(change, params.invoice_id, body)
      return readInvoice(change.context, params.invoice_id)
    }),
  )
  routes.handle(invoiceEndpoints.email, async ({ params, context }) => {
    await emailInvoice(context, params.invoice_id)
    return { message: 'Invoice email successfully sent' }
  })
  routes.handle(invoiceEndpoints.voidInvoice, voidOne)
  routes.handle(invoiceEndpoints.voidInvoiceByPost, voidOne)
}

/** Each row is a transaction of its own, so that one refusal does not undo the others; a second run finds nothing left to do. */
function severalInvoices(routes: Routes): void {
  routes.handle(
    invoiceEndpoints.voidMany,
    ({ body, context }) => eachForItself(context, body.invoice_ids, (change, id) => voidInvoice(change, id)),
    { idempotent: false },
  )
  routes.handle(
    invoiceEndpoints.createMany,
    async ({ body, context }) => {
      if (body.start_date > body.end_date)
        throw invalid('start_date', `must not be after the end date ${body.end_date}`)
      if (body.email) throw invalid('email', 'no mail service is set up, so the invoices cannot be mailed')
      const { invoiceIds, skipped } = await generateInvoices(context, body)
      const invoices = []
      for (const id of invoiceIds) {
        const invoice = await findInvoice(context, id)
        if (invoice) invoices.push(presentInvoice(context, invoice))
      }
      return { invoices, skipped }
    },
    { idempotent: false },
  )
}

function pdfRoutes(routes: Routes): void {
  routes.handle(invoiceEndpoints.pdf, async ({ params, context }) =>
    fileReply({ ...(await invoicePdf(context, params.invoice_id)), contentType: 'application/pdf' }),
  )
  routes.handle(invoiceEndpoints.clearPdf, ({ params, context }) =>
    context.change(async (change) => {
      if (!(await findInvoice(change.context, params.invoice_id))) throw missing(context, 'Invoice')
      return { status: 'success' as const, deleted_count: await forgetPdf(change, params.invoice_id) }
    }),
  )
  routes.handle(invoiceEndpoints.clearOldPdfs, ({ query, context }) =>
    context.change(async (change) => ({
      status: 'success' as const,
      deleted_count: await forgetOldPdfs(change, query.days_old),
    })),
  )
}
