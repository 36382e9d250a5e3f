import { FREE_ITEM_STATES } from '@omnicrm/contract'
import type { Change } from '../platform/context.ts'
import { conflict, forbidden, invalid } from '../platform/errors.ts'
import { presentableName } from './item-labels.ts'
import { type ItemRow, lockItems } from './tables.ts'

export type Reservation = {
  /** job for which the items are held; its row must be there already */
  provisionId: number
  customerId: number | null
  /** chosen items by the name of their template */
  items: Record<string, number>
  /** until when the reservation holds if the job neither assigns nor frees them */
  until: Date
}

/**
 * Holds the chosen items for a job, in the transaction that creates the job. Doing it again for the same job is fine.
 * Throws 400 for an item that is not there or not of its template, 403 for a customer's choice that only staff may make,
 * and 409, naming the service or job that has it, for one that is assigned, reserved or not free.
 */
export async function reserveItems(change: Change, reservation: Reservation): Promise<void> {
  const { provisionId, customerId, until } = reservation
  const chosen = Object.entries(reservation.items)
  const rows = await lockItems(
    change,
    chosen.map(([, id]) => id),
  )
  for (const [template, id] of chosen) {
    const row = rows.find((candidate) => candidate.inventory_id === id)
    if (row?.item !== template) throw invalid(template, `there is no ${template} with id ${id}`)
    requireFree(row, { now: change.now, provisionId })
    if (isCustomersChoice(change) && !row.allow_dropdown_customer)
      throw forbidden(`${template} can only be chosen by our staff`)
  }
  for (const row of rows) {
    await change.tx
      .updateTable('inventory')
      .set({ reserved_by_provision_id: provisionId, reserved_until: until, last_modified: change.now })
      .where('inventory_id', '=', row.inventory_id)
      .execute()
    await change.record({
      entity: 'inventory',
      entityId: row.inventory_id,
      customerId,
      activity: `Reserved ${row.item} ${presentableName(row)} for job ${provisionId}`,
      details: { provision_id: provisionId, reserved_until: until.toISOString() },
    })
  }
}

/** Frees whatever the job still holds: every outcome of a job but an assignment does. Doing it again changes nothing. */
export async function releaseReservations(change: Change, provisionId: number): Promise<void> {
  const held = await change.tx
    .selectFrom('inventory')
    .select('inventory_id')
    .where('reserved_by_provision_id', '=', provisionId)
    .execute()
  const rows = await lockItems(
    change,
    held.map((row) => row.inventory_id),
  )
  for (const row of rows.filter((candidate) => candidate.reserved_by_provision_id === provisionId)) {
    await change.tx
      .updateTable('inventory')
      .set({ reserved_by_provision_id: null, reserved_until: null, last_modified: change.now })
      .where('inventory_id', '=', row.inventory_id)
      .execute()
    await change.record({
      entity: 'inventory',
      entityId: row.inventory_id,
      customerId: null,
      activity: `Freed ${row.item} ${presentableName(row)}, which job ${provisionId} had reserved`,
      details: { provision_id: provisionId },
    })
  }
}

/**
 * The next free item of a template, locked; undefined when there is none. Items that another transaction holds are passed
 * over, so that two jobs never wait for, or get, the same one.
 */
export async function nextFreeItem(change: Change, template: string): Promise<number | undefined> {
  const row = await change.tx
    .selectFrom('inventory')
    .select('inventory_id')
    .where('item', '=', template)
    .where('item_state', 'in', [...FREE_ITEM_STATES])
    .where('customer_id', 'is', null)
    .where('service_id', 'is', null)
    .where((eb) => eb.or([eb('reserved_until', 'is', null), eb('reserved_until', '<=', change.now)]))
    .orderBy('inventory_id')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()
  return row?.inventory_id
}

/** True while a job other than `provisionId` holds the item. A reservation that has run out holds nothing. */
export function isHeldByAnother(
  row: ItemRow,
  { now, provisionId }: { now: Date; provisionId: number | null },
): boolean {
  return (
    row.reserved_by_provision_id !== null &&
    row.reserved_by_provision_id !== provisionId &&
    row.reserved_until !== null &&
    row.reserved_until > now
  )
}

/** Throws 409 unless the item may be given to this job (null: to somebody without a job). */
export function requireNotHeld(row: ItemRow, options: { now: Date; provisionId: number | null }): void {
  if (isHeldByAnother(row, options))
    throw conflict(
      'item_reserved',
      `${row.item} ${presentableName(row)} is reserved by job ${row.reserved_by_provision_id}`,
      row.item,
    )
}

function requireFree(row: ItemRow, options: { now: Date; provisionId: number }): void {
  const name = `${row.item} ${presentableName(row)}`
  if (row.service_id !== null)
    throw conflict('item_assigned', `${name} is already assigned to service ${row.service_id}`, row.item)
  if (row.customer_id !== null)
    throw conflict('item_assigned', `${name} is already assigned to customer ${row.customer_id}`, row.item)
  requireNotHeld(row, options)
  if (!(FREE_ITEM_STATES as readonly string[]).includes(row.item_state))
    throw conflict('item_not_free', `${name} is not free: its state is ${row.item_state}`, row.item)
}

function isCustomersChoice(change: Change): boolean {
  return !change.context.scope.all && change.context.actor.job === null
}
