import type { ZContactCreate, ZContactUpdate } from '@omnicrm/contract'
import type { z } from 'zod'
import type { Change } from '../platform/context.ts'
import { invalid, notFound } from '../platform/errors.ts'
import { requireCustomer } from './require-customer.ts'

const TYPES = ['Primary', 'Billing', 'Technical']

/** Creates a contact; answers its id. */
export async function writeContact(change: Change, input: z.output<typeof ZContactCreate>): Promise<number> {
  await requireCustomer(change, input.customer_id)
  const { contact_id: contactId } = await change.tx
    .insertInto('customer_contact')
    .values({
      customer_id: input.customer_id,
      contact_firstname: input.contact_firstname,
      contact_lastname: input.contact_lastname,
      contact_email: input.contact_email ?? null,
      contact_phone: input.contact_phone ?? null,
      contact_types: contactTypes(input.contact_types),
    })
    .returning('contact_id')
    .executeTakeFirstOrThrow()
  const name = `${input.contact_firstname} ${input.contact_lastname}`
  await change.record({
    entity: 'contact',
    entityId: contactId,
    customerId: input.customer_id,
    activity: `Added contact ${name}`,
    after: input,
  })
  return contactId
}

export async function updateContact(
  change: Change,
  contactId: number,
  patch: z.output<typeof ZContactUpdate>,
  { byUserId }: { byUserId?: number } = {},
): Promise<void> {
  const before = await change.tx
    .selectFrom('customer_contact')
    .selectAll()
    .where('contact_id', '=', contactId)
    .forUpdate()
    .executeTakeFirst()
  if (!before) throw notFound('Contact')
  const after = await change.tx
    .updateTable('customer_contact')
    .set({
      ...patch,
      ...(patch.contact_types === undefined ? {} : { contact_types: contactTypes(patch.contact_types) }),
    })
    .where('contact_id', '=', contactId)
    .returningAll()
    .executeTakeFirstOrThrow()
  const name = `${after.contact_firstname} ${after.contact_lastname}`
  await change.record({
    entity: 'contact',
    entityId: contactId,
    customerId: before.customer_id,
    activity: `Changed contact ${name}`,
    ...(byUserId === undefined ? {} : { byUserId }),
    before,
    after,
  })
}

/** Removes a contact; the activity log keeps who it was. */
export async function removeContact(change: Change, contactId: number): Promise<void> {
  const before = await change.tx
    .deleteFrom('customer_contact')
    .where('contact_id', '=', contactId)
    .returningAll()
    .executeTakeFirst()
  if (!before) throw notFound('Contact')
  const name = `${before.contact_firstname} ${before.contact_lastname}`
  await change.record({
    entity: 'contact',
    entityId: contactId,
    customerId: before.customer_id,
    activity: `Removed contact ${name}`,
    before,
  })
}

/** `primary, BILLING` becomes `Primary,Billing`; compared without regard to case (data model, C47). */
function contactTypes(text: string): string {
  const given = text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
  const known = given.map((part) => {
    const type = TYPES.find((name) => name.toLowerCase() === part.toLowerCase())
    if (!type) throw invalid('contact_types', `${part} is none of ${TYPES.join(', ')}`)
    return type
  })
  return [...new Set(known)].join(',')
}
