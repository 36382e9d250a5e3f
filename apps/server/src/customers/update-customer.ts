import type { ZCustomerUpdate } from '@omnicrm/contract'
import type { z } from 'zod'
import type { Change } from '../platform/context.ts'
import { conflict, notFound } from '../platform/errors.ts'

export type CustomerPatch = z.output<typeof ZCustomerUpdate>

/** Changes the fields that are given. Throws 404, and 409 for an archived customer: restore it first. */
export async function updateCustomer(change: Change, customerId: number, patch: CustomerPatch): Promise<void> {
  const before = await change.tx
    .selectFrom('customer')
    .selectAll()
    .where('customer_id', '=', customerId)
    .forUpdate()
    .executeTakeFirst()
  if (!before) throw notFound('Customer')
  if (before.customer_status === 'Archived')
    throw conflict('customer_archived', 'This customer is archived; restore it first')
  const after = await change.tx
    .updateTable('customer')
    .set({ ...patch, last_modified: change.now })
    .where('customer_id', '=', customerId)
    .returningAll()
    .executeTakeFirstOrThrow()
  const { last_modified: _was, ...old } = before
  const { last_modified: _is, ...changed } = after
  await change.record({
    entity: 'customer',
    entityId: customerId,
    customerId,
    activity: `Changed customer ${after.customer_name}`,
    before: old,
    after: changed,
  })
}
