import type { TestProduct } from './start-test-product.ts'

type Row = { customer_id: number; contacts: { contact_id: number }[]; sites: { site_id: number }[] }

/** A customer with a billing contact and a site. */
export async function makeCustomer(product: TestProduct, over: Record<string, unknown> = {}): Promise<Row> {
  const made = await product.admin.put('/crm/customer/', {
    customer_name: 'John Smith',
    contacts: [
      {
        contact_firstname: 'John',
        contact_lastname: 'Smith',
        contact_email: 'john@example.com',
        contact_types: 'Primary,Billing',
      },
    ],
    sites: [
      {
        site_name: 'Home',
        address_line_1: '12 Harbour Street',
        city: 'London',
        zip_code: 'EC1A 1BB',
        latitude: 51.5074,
        longitude: -0.1278,
      },
    ],
    ...over,
  })
  if (made.status !== 200) throw new Error(made.text)
  return made.body
}

/** Books lines of these amounts for a customer; answers their ids. */
export async function book(
  product: TestProduct,
  customerId: number,
  lines: (Record<string, unknown> & { retail_cost: number })[],
): Promise<number[]> {
  const ids: number[] = []
  for (const [index, line] of lines.entries()) {
    const body = { customer_id: customerId, title: `Charge ${index + 1}`, ...line }
    const made = await product.admin.put('/crm/transaction/', body)
    if (made.status !== 200) throw new Error(made.text)
    ids.push(made.body.transaction_id)
  }
  return ids
}

/** A product and a service of a customer, straight into the tables: their own domains are tested elsewhere. */
export async function makeService(
  product: TestProduct,
  customerId: number,
  over: { taxPercentage?: string; taxable?: boolean } = {},
): Promise<{ productId: number; serviceId: number }> {
  const { db } = product.platform
  const created = product.platform.clock.now()
  const slug = `plan-${crypto.randomUUID()}`
  const { product_id: productId } = await db
    .insertInto('product')
    .values({
      product_name: 'Plan',
      product_slug: slug,
      category: 'standalone',
      service_type: 'mobile',
      comment: null,
      icon: null,
      tax_percentage: over.taxPercentage ?? '0',
      terms: null,
      inventory_items_list: null,
      available_from: null,
      available_until: null,
      created,
      last_modified: created,
    })
    .returning('product_id')
    .executeTakeFirstOrThrow()
  const { service_id: serviceId } = await db
    .insertInto('customer_service')
    .values({
      customer_id: customerId,
      product_id: productId,
      service_uuid: crypto.randomUUID(),
      service_taxable: over.taxable ?? true,
      created,
      last_modified: created,
    } as never)
    .returning('service_id')
    .executeTakeFirstOrThrow()
  return { productId, serviceId }
}
