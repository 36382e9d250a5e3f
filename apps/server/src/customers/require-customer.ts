import type { Change } from '../platform/context.ts'
import { notFound } from '../platform/errors.ts'
import { requireReach } from '../platform/reach.ts'

/** Throws 403 for a customer out of the caller's reach and 404 for one that is not there. */
export async function requireCustomer(change: Change, customerId: number): Promise<void> {
  requireReach(change.context, customerId)
  const customer = await change.tx
    .selectFrom('customer')
    .select('customer_id')
    .where('customer_id', '=', customerId)
    .executeTakeFirst()
  if (!customer) throw notFound('Customer')
}
