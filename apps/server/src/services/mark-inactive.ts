import type { Change } from '../platform/context.ts'
import type { ServiceRow } from './tables.ts'

/** Ends a locked service on record: Inactive from now, or from its start where that is still to come. */
export async function markInactive(change: Change, service: ServiceRow, activity: string): Promise<void> {
  const { service_id: serviceId, service_active_date: start } = service
  await change.tx
    .updateTable('customer_service')
    .set({
      service_status: 'Inactive',
      service_deactivate_date: start && start > change.now ? start : change.now,
      cancel_at: null,
      last_modified: change.now,
    })
    .where('service_id', '=', serviceId)
    .execute()
  await change.record({
    entity: 'service',
    entityId: serviceId,
    customerId: service.customer_id,
    serviceId,
    activity,
    before: { service_status: service.service_status },
    after: { service_status: 'Inactive' },
  })
}
