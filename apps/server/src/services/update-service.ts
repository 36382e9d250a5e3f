import { type ProvisionStarted, STANDING_SERVICE_STATUSES, type ZServiceUpdate } from '@omnicrm/contract'
import type { z } from 'zod'
import type { Change } from '../platform/context.ts'
import { requireOwnRows } from './check-links.ts'
import { requireOrderedDates } from './create-service.ts'
import type { ServicePorts } from './ports.ts'
import { acceptsUse, applyStatusLater } from './status-effects.ts'
import { lockService, type ServiceRow } from './tables.ts'

export type ServicePatch = z.output<typeof ZServiceUpdate>

/**
 * Changes the fields that are sent. A new status takes effect in charging and, when the service ends, in the network by its
 * deprovisioning job, which is answered; a job that sets the status does all that itself. Throws 400 for links and dates that
 * make no sense.
 */
export async function updateService(
  change: Change,
  serviceId: number,
  { patch, ports }: { patch: ServicePatch; ports: ServicePorts },
): Promise<ProvisionStarted | undefined> {
  const before = await lockService(change, serviceId)
  const { custom_fields: customFields, ...plain } = withoutUndefined(patch)
  await requireOwnRows(change.context, before.customer_id, plain)
  const set = { ...plain, ...datesOfStatus(before, plain, change.now) }
  requireOrderedDates({ ...before, ...set })
  const after = await change.tx
    .updateTable('customer_service')
    .set({
      ...set,
      ...(customFields === undefined ? {} : { custom_fields: JSON.stringify(customFields) }),
      last_modified: change.now,
    })
    .where('service_id', '=', serviceId)
    .returningAll()
    .executeTakeFirstOrThrow()
  await change.record({
    entity: 'service',
    entityId: serviceId,
    customerId: before.customer_id,
    serviceId,
    activity:
      before.service_status === after.service_status
        ? `Changed service ${after.service_name}`
        : `Service ${after.service_name} is now ${after.service_status} (was ${before.service_status})`,
    before: withoutVariables(before),
    after: withoutVariables(after),
  })
  if (before.service_status === after.service_status) return undefined
  return takeEffect(change, { before, after, ports })
}

async function takeEffect(
  change: Change,
  { before, after, ports }: { before: ServiceRow; after: ServiceRow; ports: ServicePorts },
): Promise<ProvisionStarted | undefined> {
  await change.announce(`service/${after.service_id}/usage`)
  const ended = hasEnded(after.service_status)
  // A play that ends a service has its own way with the account; a task behind it could bring a removed one back.
  if (ended && change.context.actor.job) return undefined
  if (acceptsUse(before.service_status) !== acceptsUse(after.service_status)) await applyStatusLater(change, after)
  return ended && !hasEnded(before.service_status) ? ports.deprovision(change, after) : undefined
}

export function hasEnded(status: string): boolean {
  return !(STANDING_SERVICE_STATUSES as readonly string[]).includes(status)
}

type StatusDates = { service_deactivate_date?: Date | null; cancel_at?: null }

/** A service that ends gets its end date, one that comes back loses an end that has passed. */
function datesOfStatus(before: ServiceRow, patch: Omit<ServicePatch, 'custom_fields'>, now: Date): StatusDates {
  const status = patch.service_status
  if (status === undefined || status === before.service_status) return {}
  const cancelAt = status === 'Pending Cancellation' ? {} : { cancel_at: null }
  if (patch.service_deactivate_date !== undefined) return cancelAt
  if (hasEnded(status)) {
    const start = patch.service_active_date ?? before.service_active_date
    return { ...cancelAt, service_deactivate_date: start && start > now ? start : now }
  }
  const past = before.service_deactivate_date && before.service_deactivate_date <= now
  return past ? { ...cancelAt, service_deactivate_date: null } : cancelAt
}

function withoutUndefined(patch: ServicePatch): ServicePatch {
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined))
}

function withoutVariables(row: ServiceRow): Record<string, unknown> {
  const { provisioning_json_vars: _one, deprovisioning_json_vars: _two, last_modified: _three, ...rest } = row
  return rest
}
