import { sql } from 'kysely'
import type { Platform } from '../platform/platform.ts'
import type { Chance } from './chance.ts'
import type { DemoClient } from './demo-client.ts'

/** The month's fee of each fixed service that has stood long enough. */
export async function bookMonthlyFees(platform: Platform, client: DemoClient): Promise<void> {
  const now = platform.clock.now()
  const month = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(now)
  const services = await platform.db
    .selectFrom('customer_service')
    .innerJoin('product', 'product.product_id', 'customer_service.product_id')
    .select([
      'service_id',
      'customer_id',
      'product.product_id',
      'product_name',
      'customer_service.retail_cost',
      'customer_service.wholesale_cost',
    ])
    .where('service_status', '=', 'Active')
    .where('product.service_type', '!=', 'mobile')
    .where('service_provisioned_date', '<', sql<Date>`${now}::timestamptz - interval '20 days'`)
    .execute()
  for (const service of services) {
    await client.send('PUT', '/crm/transaction/', {
      customer_id: service.customer_id,
      service_id: service.service_id,
      product_id: service.product_id,
      title: `${service.product_name} - ${month}`,
      retail_cost: service.retail_cost,
      wholesale_cost: service.wholesale_cost,
    })
  }
}

/** One invoice for each customer with something to bill. */
export async function invoiceEveryone(platform: Platform, client: DemoClient): Promise<void> {
  const now = platform.clock.now()
  const today = now.toISOString().slice(0, 10)
  const from = new Date(now.getTime() - 40 * 86_400_000).toISOString().slice(0, 10)
  const due = new Date(now.getTime() + 14 * 86_400_000).toISOString().slice(0, 10)
  await client.send('POST', '/crm/invoice/batch', { start_date: from, end_date: today, due_date: due })
}

const METHODS = ['cash', 'cash', 'pos', 'pos', 'bank_transfer'] as const

/** Some of those who owe something come and pay. */
export async function takePayments(
  platform: Platform,
  client: DemoClient,
  options: { chance: Chance; percent: number },
): Promise<void> {
  const { chance, percent } = options
  for (const { invoice_id: id } of await unpaid(platform)) {
    if (!chance.happens(percent)) continue
    const method = chance.pick(METHODS)
    const reference = method === 'bank_transfer' ? `FPS ${chance.digits(8)}` : `Receipt ${chance.digits(5)}`
    await client.send('POST', `/crm/invoice/${id}/pay`, { payment_method: method, reference })
  }
}

/** A few invoices were wrong and are void. */
export async function voidSome(platform: Platform, client: DemoClient, count: number): Promise<void> {
  for (const { invoice_id: id } of (await unpaid(platform)).slice(0, count))
    await client.send('DELETE', `/crm/invoice/invoice_id/${id}`)
}

function unpaid(platform: Platform): Promise<{ invoice_id: number }[]> {
  return platform.db
    .selectFrom('customer_invoice')
    .select('invoice_id')
    .where('paid', '=', false)
    .where('void', '=', false)
    .orderBy('invoice_id')
    .execute()
}
