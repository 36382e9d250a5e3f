import type { Change } from '../platform/context.ts'
import { conflict, invalid } from '../platform/errors.ts'
import { requireReach } from '../platform/reach.ts'
import { presentableName } from './item-labels.ts'
import { requireNotHeld } from './reserve-items.ts'
import type { ItemRow } from './tables.ts'

/** What a request says of who has the item; a field that is left out stays as it is. */
export type AssignmentPatch = {
  customer_id?: number | null | undefined
  service_id?: number | null | undefined
}

export type Holder = { customer_id: number | null; service_id: number | null }

export const NOBODY: Holder = { customer_id: null, service_id: null }

/** The customer that each service belongs to, by service id. */
export type ServiceOwners = ReadonlyMap<number, number>

/** Reads whose the services are; they stay where they are until the end of the transaction. */
export async function readServiceOwners(change: Change, serviceIds: readonly number[]): Promise<ServiceOwners> {
  if (serviceIds.length === 0) return new Map()
  const rows = await change.tx
    .selectFrom('customer_service')
    .select(['service_id', 'customer_id'])
    .where('service_id', 'in', [...new Set(serviceIds)])
    .orderBy('service_id')
    .forKeyShare()
    .execute()
  return new Map(rows.map((row) => [row.service_id, row.customer_id]))
}

/**
 * Who has the item after a request. A service brings its customer; taking the customer away takes the service away
 * (INV-38). Throws 400 when service and customer do not go together.
 */
export function nextHolder(current: Holder, patch: AssignmentPatch, owners: ServiceOwners): Holder {
  const { customer_id: customerId, service_id: serviceId } = patch
  if (serviceId === undefined || serviceId === null) {
    const customer = customerId === undefined ? current.customer_id : customerId
    const leaves = serviceId === null || customer === null
    return { customer_id: customer, service_id: leaves ? null : current.service_id }
  }
  const owner = owners.get(serviceId)
  if (owner === undefined) throw invalid('service_id', `there is no service ${serviceId}`)
  if (customerId !== undefined && customerId !== owner)
    throw invalid('customer_id', `service ${serviceId} belongs to customer ${owner}`)
  return { customer_id: owner, service_id: serviceId }
}

/** True when the request gives the item to a customer or service that does not have it yet. */
export function isGiven(current: Holder, next: Holder): boolean {
  return (
    (next.customer_id !== null && next.customer_id !== current.customer_id) ||
    (next.service_id !== null && next.service_id !== current.service_id)
  )
}

/** True when the request takes the item from whoever had it. */
export function isReleased(current: Holder, next: Holder): boolean {
  return isHeld(current) && !isHeld(next)
}

export function isHeld(holder: Holder): boolean {
  return holder.customer_id !== null || holder.service_id !== null
}

/**
 * Throws 409 when somebody else has the item: another service, another customer, or a job that has reserved it. It must be
 * released first, so that no item is ever given to two (INV-31). Throws 403 for a customer out of the caller's reach.
 */
export async function requireMayBeGiven(change: Change, row: ItemRow, next: Holder): Promise<void> {
  const name = `${row.item} ${presentableName(row)}`
  requireReach(change.context, next.customer_id)
  if (row.service_id !== null && next.service_id !== row.service_id)
    throw conflict('item_assigned', `${name} is assigned to service ${row.service_id}; release it first`, 'service_id')
  if (row.customer_id !== null && next.customer_id !== row.customer_id)
    throw conflict(
      'item_assigned',
      `${name} is assigned to customer ${row.customer_id}; release it first`,
      'customer_id',
    )
  requireNotHeld(row, { now: change.now, provisionId: change.context.actor.job?.provisionId ?? null })
  if (next.customer_id !== null) await requireCustomers(change, [next.customer_id])
}

/** Throws 400 unless all of these customers are there. */
async function requireCustomers(change: Change, customerIds: readonly number[]): Promise<void> {
  const known = await readCustomers(change, customerIds)
  const unknown = customerIds.find((id) => !known.has(id))
  if (unknown !== undefined) throw invalid('customer_id', `there is no customer ${unknown}`)
}

export async function readCustomers(change: Change, customerIds: readonly number[]): Promise<ReadonlySet<number>> {
  if (customerIds.length === 0) return new Set()
  const rows = await change.tx
    .selectFrom('customer')
    .select('customer_id')
    .where('customer_id', 'in', [...new Set(customerIds)])
    .execute()
  return new Set(rows.map((row) => row.customer_id))
}
