import type { ZCustomerCreate } from '@omnicrm/contract'
import type { z } from 'zod'
import type { Change } from '../platform/context.ts'
import { writeContact } from './write-contact.ts'
import { writeSite } from './write-site.ts'

export type NewCustomer = z.output<typeof ZCustomerCreate>

/** Creates a customer with the contacts and sites that come with it; answers the new id. */
export async function createCustomer(change: Change, input: NewCustomer): Promise<number> {
  const { contacts, sites, ...fields } = input
  const { customer_id: customerId } = await change.tx
    .insertInto('customer')
    .values({
      customer_name: fields.customer_name,
      customer_account_type: fields.customer_account_type,
      customer_status: fields.customer_status,
      customer_payment_type: fields.customer_payment_type ?? null,
      customer_enabled: fields.customer_enabled,
      tax_identifier: fields.tax_identifier ?? null,
      contract_start_date: fields.contract_start_date ?? null,
      contract_end_date: fields.contract_end_date ?? null,
      customer_notes: fields.customer_notes ?? null,
      customer_language: fields.customer_language ?? null,
      created: change.now,
      last_modified: change.now,
    })
    .returning('customer_id')
    .executeTakeFirstOrThrow()
  await change.record({
    entity: 'customer',
    entityId: customerId,
    customerId,
    activity: `Created customer ${fields.customer_name}`,
    after: fields,
  })
  for (const contact of contacts) await writeContact(change, { ...contact, customer_id: customerId })
  for (const site of sites) await writeSite(change, { ...site, customer_id: customerId })
  return customerId
}
