import type { Change } from '../platform/context.ts'
import { conflict, notFound } from '../platform/errors.ts'

/** Asked of the domains above before a customer is archived: what stands in the way, as a sentence, or undefined. */
export type ArchiveBlocker = (change: Change, customerId: number) => Promise<string | undefined>

/**
 * Archives a customer; the row and all that belongs to it stay and can be restored. Throws 409 naming what stands in the way
 * (active services, unpaid invoices, uninvoiced transactions).
 */
export async function archiveCustomer(
  change: Change,
  customerId: number,
  blockers: readonly ArchiveBlocker[],
): Promise<void> {
  const customer = await change.tx
    .selectFrom('customer')
    .selectAll()
    .where('customer_id', '=', customerId)
    .forUpdate()
    .executeTakeFirst()
  if (!customer) throw notFound('Customer')
  if (customer.customer_status === 'Archived') return
  const reasons: string[] = []
  for (const blocker of blockers) {
    const reason = await blocker(change, customerId)
    if (reason) reasons.push(reason)
  }
  if (reasons.length > 0) {
    throw conflict(
      'customer_in_use',
      `${customer.customer_name} cannot be archived: there ${reasons.length > 1 || !reasons[0]?.startsWith('1 ') ? 'are' : 'is'} ${reasons.join(' and ')}`,
    )
  }
  await change.tx
    .updateTable('customer')
    .set({ customer_status: 'Archived', last_modified: change.now })
    .where('customer_id', '=', customerId)
    .execute()
  await change.record({
    entity: 'customer',
    entityId: customerId,
    customerId,
    activity: `Archived customer ${customer.customer_name}`,
    before: { customer_status: customer.customer_status },
    after: { customer_status: 'Archived' },
  })
}

/** Brings an archived customer back as Open. Throws 409 when it is not archived. */
export async function restoreCustomer(change: Change, customerId: number): Promise<void> {
  const customer = await change.tx
    .selectFrom('customer')
    .selectAll()
    .where('customer_id', '=', customerId)
    .forUpdate()
    .executeTakeFirst()
  if (!customer) throw notFound('Customer')
  if (customer.customer_status !== 'Archived') throw conflict('customer_not_archived', 'This customer is not archived')
  await change.tx
    .updateTable('customer')
    .set({ customer_status: 'Open', last_modified: change.now })
    .where('customer_id', '=', customerId)
    .execute()
  await change.record({
    entity: 'customer',
    entityId: customerId,
    customerId,
    activity: `Restored customer ${customer.customer_name}`,
    before: { customer_status: 'Archived' },
    after: { customer_status: 'Open' },
  })
}
