import type { ZInventoryUpdate } from '@omnicrm/contract'
import type { Updateable } from 'kysely'
import type { z } from 'zod'
import type { Change } from '../platform/context.ts'
import type { InventoryTable } from '../platform/database/tables/inventory.ts'
import { conflict, forbidden } from '../platform/errors.ts'
import { missing } from '../platform/reach.ts'
import {
  type Holder,
  isGiven,
  isHeld,
  isReleased,
  nextHolder,
  readServiceOwners,
  requireMayBeGiven,
} from './assignment.ts'
import { addHistory, hasMoved } from './history.ts'
import { presentableName } from './item-labels.ts'
import { openSecrets, sealSecrets, secretFields } from './item-secrets.ts'
import { requireState, stateAfter } from './item-states.ts'
import { isHeldByAnother } from './reserve-items.ts'
import { type ItemRow, lockItem } from './tables.ts'

export type ItemPatch = z.output<typeof ZInventoryUpdate>

/**
 * Changes, gives or releases an item. Giving sets the state Assigned and the date of sale and ends the reservation of the job
 * that gives it; releasing clears customer and service and sets the state Used; a state in the request wins.
 * Throws 404 or 403 outside the caller's reach, 400 for bad values, 409 when somebody else has the item.
 */
export async function updateItem(change: Change, inventoryId: number, patch: ItemPatch): Promise<void> {
  const owners = await readServiceOwners(change, patch.service_id ? [patch.service_id] : [])
  const row = await lockItem(change, inventoryId)
  if (!row) throw missing(change.context, 'Inventory item')
  if (!change.context.scope.all && (patch.wholesale_cost !== undefined || patch.retail_cost !== undefined))
    throw forbidden('A provisioning job does not set the costs of an item')
  const next = nextHolder(row, patch, owners)
  const given = isGiven(row, next)
  const released = isReleased(row, next)
  if (given) await requireMayBeGiven(change, row, next)
  const { config, seal } = change.context.platform
  const state = patch.item_state ?? stateAfter(config, row.item_state, { given, released })
  requireState(config, state)
  const fields: Updateable<InventoryTable> = {
    ...withoutUndefined(patch),
    ...next,
    item_state: state,
    ...(given && !isHeld(row) ? { sold_date: patch.sold_date ?? change.now } : {}),
    ...(given ? { reserved_by_provision_id: null, reserved_until: null } : {}),
    ...(released ? { return_due_date: patch.return_due_date ?? null } : {}),
  }
  const before = openSecrets(seal, row, row)
  const after: ItemRow = { ...before, ...(fields as Partial<ItemRow>) }
  const changed = Object.keys(fields).filter((name) => differs(before, after, name as keyof ItemRow))
  if (changed.length === 0) return
  await change.tx
    .updateTable('inventory')
    .set({ ...sealSecrets(seal, row, fields), last_modified: change.now })
    .where('inventory_id', '=', inventoryId)
    .execute()
  if (hasMoved(row, after)) await addHistory(change, [after])
  await recordUpdate(change, { before, after, changed, given, released })
}

/** Removes an item; its history stays. Throws 409 while it is assigned or reserved. */
export async function removeItem(change: Change, inventoryId: number): Promise<void> {
  const row = await lockItem(change, inventoryId)
  if (!row) throw missing(change.context, 'Inventory item')
  const name = `${row.item} ${presentableName(row)}`
  if (row.service_id !== null)
    throw conflict('item_assigned', `${name} cannot be removed: it is assigned to service ${row.service_id}`)
  if (row.customer_id !== null)
    throw conflict('item_assigned', `${name} cannot be removed: it is assigned to customer ${row.customer_id}`)
  if (isHeldByAnother(row, { now: change.now, provisionId: null }))
    throw conflict('item_reserved', `${name} cannot be removed: it is reserved by job ${row.reserved_by_provision_id}`)
  await change.tx.deleteFrom('inventory').where('inventory_id', '=', inventoryId).execute()
  await change.record({
    entity: 'inventory',
    entityId: inventoryId,
    customerId: null,
    activity: `Removed ${name}`,
    before: { item: row.item, item_state: row.item_state, item_location: row.item_location },
  })
}

type Update = { before: ItemRow; after: ItemRow; changed: string[]; given: boolean; released: boolean }

async function recordUpdate(change: Change, { before, after, changed, given, released }: Update): Promise<void> {
  const secret = new Set<string>(secretFields(before))
  const told = changed.filter((name) => !secret.has(name))
  const pick = (row: ItemRow): Record<string, unknown> =>
    Object.fromEntries(told.map((name) => [name, row[name as keyof ItemRow] ?? null]))
  const hidden = changed.filter((name) => secret.has(name))
  const name = `${before.item} ${presentableName(after)}`
  const entry = {
    entity: 'inventory' as const,
    entityId: before.inventory_id,
    customerId: after.customer_id ?? before.customer_id,
    serviceId: after.service_id ?? before.service_id,
  }
  await change.record({
    ...entry,
    activity: given ? `Assigned ${name} to ${holderName(after)}` : released ? `Released ${name}` : `Changed ${name}`,
    before: pick(before),
    after: pick(after),
    // The values of secrets are nobody's business; that they changed is.
    ...(hidden.length > 0 ? { details: { hidden_fields_changed: hidden } } : {}),
  })
  if (before.item_state === after.item_state) return
  const report = ALARMING[after.item_state]
  if (report) await change.record({ ...entry, activity: `${report}: ${name} is ${after.item_state}` })
}

/** States that call for a look by somebody: the log says so by itself (INV-11). */
const ALARMING: Record<string, string> = { Lost: 'Audit', Stolen: 'Security report' }

function holderName(holder: Holder): string {
  return holder.service_id === null ? `customer ${holder.customer_id}` : `service ${holder.service_id}`
}

function differs(before: ItemRow, after: ItemRow, name: keyof ItemRow): boolean {
  const [was, is] = [before[name], after[name]]
  if (name === 'wholesale_cost' || name === 'retail_cost') return Number(was) !== Number(is)
  return JSON.stringify(was) !== JSON.stringify(is)
}

function withoutUndefined(patch: ItemPatch): Updateable<InventoryTable> {
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined))
}
