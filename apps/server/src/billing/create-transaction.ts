import type { ZTransactionCreate } from '@omnicrm/contract'
import type { z } from 'zod'
import type { Change } from '../platform/context.ts'
import { conflict, forbidden, invalid, notFound } from '../platform/errors.ts'
import { type Amount, amount, lineTax, roundMoney } from '../platform/money.ts'
import { requireReach } from '../platform/reach.ts'

type Sent = z.output<typeof ZTransactionCreate>
export type NewTransaction = Omit<Sent, 'description'> & { description?: Sent['description'] }

/**
 * Books a line on the ledger, not yet invoiced; answers its id. A credit is stored negative and bears no tax. A line that names
 * a card charge already booked answers that one. Throws 404 for the customer, 409 when it is archived, 400 for a service, site
 * or product that is not the customer's or not there.
 */
export async function createTransaction(change: Change, input: NewTransaction): Promise<number> {
  const { customer_id: customerId } = input
  const { job } = change.context.actor
  requireReach(change.context, customerId)
  if (job && job.customerId !== null && job.customerId !== customerId)
    throw forbidden('A provisioning job books for its own customer only')
  const customer = await change.tx
    .selectFrom('customer')
    .select('customer_status')
    .where('customer_id', '=', customerId)
    // Held until commit, so that the customer is not archived with this line outstanding.
    .forKeyShare()
    .executeTakeFirst()
  if (!customer) throw notFound('Customer')
  const booked = await chargeAlreadyBooked(change, input)
  if (booked !== undefined) return booked
  if (customer.customer_status === 'Archived')
    throw conflict('customer_archived', 'This customer is archived; restore it first')

  const credit = input.transaction_type === 'credit'
  const { decimals } = change.context.platform
  const entered = roundMoney(amount(input.retail_cost), decimals)
  const retail = credit ? entered.abs().negated() : entered
  const rate = await taxRate(change, { ...input, credit })
  const row = await change.tx
    .insertInto('customer_transaction')
    .values({
      customer_id: customerId,
      service_id: input.service_id ?? null,
      site_id: input.site_id ?? null,
      product_id: input.product_id ?? null,
      title: input.title,
      description: input.description ?? null,
      retail_cost: retail.toFixed(),
      wholesale_cost: input.wholesale_cost ?? null,
      tax_percentage: rate.toFixed(),
      tax_amount: lineTax(retail, rate, decimals).toFixed(),
      transaction_type: input.transaction_type,
      credit_type: credit ? (input.credit_type ?? null) : null,
      provision_id: job?.provisionId ?? null,
      transaction_date: input.transaction_date ?? change.now,
      invoice_id: null,
      payment_kind: null,
      payment_of_transaction_id: null,
      payment_intent_id: null,
      reference: null,
      billing_period: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  await change.record({
    entity: 'transaction',
    entityId: row.transaction_id,
    customerId,
    serviceId: row.service_id,
    activity: `Booked ${credit ? 'credit' : 'charge'} ${row.title} of ${retail.toFixed(decimals)}`,
    after: row,
  })
  return row.transaction_id
}

/** The line of a card charge that the request names, so that a play which puts its charge again books nothing twice. */
async function chargeAlreadyBooked(change: Change, input: NewTransaction): Promise<number | undefined> {
  const { transaction_id: transactionId, payment_intent_id: intent } = input
  if (!transactionId && !intent) return undefined
  let query = change.tx
    .selectFrom('customer_transaction')
    .select('transaction_id')
    .where('customer_id', '=', input.customer_id)
    .where('payment_intent_id', 'is not', null)
    .where('is_payment', '=', false)
    .where('void', '=', false)
  if (transactionId) query = query.where('transaction_id', '=', transactionId)
  if (intent) query = query.where('payment_intent_id', '=', intent)
  const found = await query.executeTakeFirst()
  if (!found)
    throw invalid(transactionId ? 'transaction_id' : 'payment_intent_id', 'names no card charge of this customer')
  return found.transaction_id
}

export type TaxedLine = {
  customer_id: number
  credit: boolean
  service_id?: number | null | undefined
  site_id?: number | null | undefined
  product_id?: number | null | undefined
  /** what the caller says; the product's when left out */
  tax_percentage?: string | number | null | undefined
}

/**
 * The tax rate of a line in percent: 0 for a credit and for a service that is not taxable, else the one given, else the
 * product's, else 0 (data model, 7.1). Throws 400 when service, site or product are not there or of another customer.
 */
export async function taxRate(change: Change, line: TaxedLine): Promise<Amount> {
  const { service_id: serviceId, site_id: siteId, product_id: productId } = line
  const service = serviceId
    ? await change.tx
        .selectFrom('customer_service')
        .select(['customer_id', 'service_taxable'])
        .where('service_id', '=', serviceId)
        .executeTakeFirst()
    : undefined
  if (serviceId && service?.customer_id !== line.customer_id)
    throw invalid('service_id', 'is no service of this customer')
  const site = siteId
    ? await change.tx.selectFrom('customer_site').select('customer_id').where('site_id', '=', siteId).executeTakeFirst()
    : undefined
  if (siteId && site?.customer_id !== line.customer_id) throw invalid('site_id', 'is no site of this customer')
  const product = productId
    ? await change.tx
        .selectFrom('product')
        .select('tax_percentage')
        .where('product_id', '=', productId)
        .executeTakeFirst()
    : undefined
  if (productId && !product) throw invalid('product_id', 'is no product')
  if (line.credit || service?.service_taxable === false) return amount(0)
  return amount(line.tax_percentage ?? product?.tax_percentage ?? 0)
}
