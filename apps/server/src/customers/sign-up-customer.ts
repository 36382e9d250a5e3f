import type { Change } from '../platform/context.ts'
import { createCustomer } from './create-customer.ts'

/** The customer of somebody who signs up by themselves: an individual whose one contact is also the billing contact. */
export async function signUpCustomer(
  change: Change,
  input: { customerName: string; firstName: string; lastName: string; email: string; phone: string | null },
): Promise<{ customerId: number; contactId: number }> {
  const customerId = await createCustomer(change, {
    customer_name: input.customerName,
    customer_account_type: 'Individual',
    customer_status: 'Open',
    customer_enabled: true,
    tax_identifier: null,
    customer_notes: null,
    customer_language: null,
    contacts: [
      {
        contact_firstname: input.firstName,
        contact_lastname: input.lastName,
        contact_email: input.email,
        contact_phone: input.phone,
        contact_types: 'Primary,Billing',
      },
    ],
    sites: [],
  })
  const contact = await change.tx
    .selectFrom('customer_contact')
    .select('contact_id')
    .where('customer_id', '=', customerId)
    .executeTakeFirstOrThrow()
  return { customerId, contactId: contact.contact_id }
}
