import type { Context } from '../platform/context.ts'
import { invalid } from '../platform/errors.ts'

type Links = {
  site_id?: number | null | undefined
  billing_contact_id?: number | null | undefined
  technical_contact_id?: number | null | undefined
  bundled_parent?: number | null | undefined
}

/** Throws 400 unless site, contacts and parent service belong to the customer. */
export async function requireOwnRows(context: Context, customerId: number, links: Links): Promise<void> {
  if (links.site_id) {
    const site = await context.db
      .selectFrom('customer_site')
      .select('site_id')
      .where('site_id', '=', links.site_id)
      .where('customer_id', '=', customerId)
      .executeTakeFirst()
    if (!site) throw invalid('site_id', 'is no site of this customer')
  }
  for (const field of ['billing_contact_id', 'technical_contact_id'] as const) {
    const contactId = links[field]
    if (!contactId) continue
    const contact = await context.db
      .selectFrom('customer_contact')
      .select('contact_id')
      .where('contact_id', '=', contactId)
      .where('customer_id', '=', customerId)
      .executeTakeFirst()
    if (!contact) throw invalid(field, 'is no contact of this customer')
  }
  if (links.bundled_parent) {
    const parent = await context.db
      .selectFrom('customer_service')
      .select('service_id')
      .where('service_id', '=', links.bundled_parent)
      .where('customer_id', '=', customerId)
      .executeTakeFirst()
    if (!parent) throw invalid('bundled_parent', 'is no service of this customer')
  }
}
