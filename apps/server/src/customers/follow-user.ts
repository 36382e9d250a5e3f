import type { Change } from '../platform/context.ts'
import { updateContact } from './write-contact.ts'

/** What has become of the address or number of the user who signs in as a contact. */
export type MovedUser = {
  byUserId: number
  email?: { from: string; to: string }
  phone?: { from: string | null; to: string | null }
}

/**
 * The contact keeps up with its user, so that mails and calls go where the person is now. An address or number that differed
 * from the user's before was given for another purpose and stays.
 */
export async function followUser(
  change: Change,
  contactId: number,
  { byUserId, email, phone }: MovedUser,
): Promise<void> {
  const contact = await change.tx
    .selectFrom('customer_contact')
    .select(['contact_email', 'contact_phone'])
    .where('contact_id', '=', contactId)
    .forUpdate()
    .executeTakeFirst()
  if (!contact) return
  const sameEmail = email && contact.contact_email?.toLowerCase() === email.from.toLowerCase()
  // A user without a number has never said that the contact's is another one.
  const samePhone = phone && phone.to !== contact.contact_phone && [null, contact.contact_phone].includes(phone.from)
  if (!sameEmail && !samePhone) return
  const patch = {
    ...(sameEmail ? { contact_email: email.to } : {}),
    ...(samePhone ? { contact_phone: phone.to } : {}),
  }
  await updateContact(change, contactId, patch, { byUserId })
}
