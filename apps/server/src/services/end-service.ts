import type { Change } from '../platform/context.ts'
import { applyStatusLater } from './status-effects.ts'
import { lockService } from './tables.ts'
import { hasEnded } from './update-service.ts'

/** Marks a service as ended whose deprovisioning has succeeded, if the playbook has not done so itself. */
export async function endAfterDeprovisioning(change: Change, serviceId: number): Promise<void> {
  const service = await lockService(change, serviceId)
  if (hasEnded(service.service_status)) return
  const start = service.service_active_date
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
    activity: `Service ${service.service_name} is now Inactive (was ${service.service_status})`,
    before: { service_status: service.service_status },
    after: { service_status: 'Inactive' },
  })
  await applyStatusLater(change, service)
  await change.announce(`service/${serviceId}/usage`)
}
