import { buildNumber, buildSim, buildTemplate } from './build-inventory.ts'
import type { Answer, Client, TestProduct } from './start-test-product.ts'
import { until } from './until.ts'

/** What a sale of the mobile product needs (workflows.md, common data). */
export type MobileSale = {
  customerId: number
  contactId: number
  productId: number
  simId: number
  numberId: number
}

let serial = 0

/** Templates for SIM cards and numbers; once for each product under test. */
export async function buildMobileStock(admin: Client): Promise<void> {
  await buildTemplate(admin, 'SIM Card')
  await buildTemplate(admin, 'Mobile Number')
}

/** A customer like John, the product Mobile 20GB, a free SIM and a free number. */
export async function buildMobileSale(admin: Client, product: Record<string, unknown> = {}): Promise<MobileSale> {
  serial += 1
  const customer = await must(
    admin.put('/crm/customer/', {
      customer_name: 'John Smith',
      contacts: [{ contact_firstname: 'John', contact_lastname: 'Smith', contact_types: 'Primary,Billing' }],
    }),
  )
  const { product_id: productId } = await must(
    admin.put('/crm/product/', {
      product_name: 'Mobile 20GB',
      product_slug: `prepaid-mobile-20gb-${serial}`,
      category: 'standalone',
      service_type: 'mobile',
      retail_cost: 15,
      wholesale_cost: 5,
      wholesale_setup_cost: 1,
      contract_days: 30,
      auto_renew: 'prompt',
      inventory_items_list: "['SIM Card','Mobile Number']",
      provisioning_play: 'play_local_mobile_sim',
      provisioning_json_vars: JSON.stringify({
        days: 30,
        data_gb: 20,
        voice_minutes: 'unlimited',
        sms_count: 'unlimited',
      }),
      ...product,
    }),
  )
  return {
    customerId: customer.customer_id,
    contactId: customer.contacts[0].contact_id,
    productId,
    ...(await buildSimAndNumber(admin)),
  }
}

export async function buildSimAndNumber(admin: Client): Promise<{ simId: number; numberId: number }> {
  serial += 1
  const [sim, number] = await Promise.all([buildSim(admin, serial), buildNumber(admin, serial)])
  return { simId: sim.inventory_id, numberId: number.inventory_id }
}

export function orderOf(sale: MobileSale): Record<string, unknown> {
  return {
    product_id: sale.productId,
    customer_id: sale.customerId,
    'SIM Card': sale.simId,
    'Mobile Number': sale.numberId,
  }
}

/** The job once it has ended. */
export async function jobDone(product: TestProduct, provisionId: number): Promise<Answer['body']> {
  await until(product, `provision/${provisionId}`, async () => {
    const row = await product.platform.db
      .selectFrom('provision')
      .select('provisioning_status')
      .where('provision_id', '=', provisionId)
      .executeTakeFirstOrThrow()
    return row.provisioning_status !== 1
  })
  return must(product.admin.get(`/crm/provision/provision_id/${provisionId}`))
}

/** The body of an answer that must be a success. */
export async function must(answer: Promise<Answer>): Promise<Answer['body']> {
  const { status, body, text } = await answer
  if (status !== 200) throw new Error(`${status}: ${text}`)
  return body
}
