import type { Change } from '../platform/context.ts'
import { markInactive } from './mark-inactive.ts'
import { applyStatusLater } from './status-effects.ts'
import { lockService } from './tables.ts'
import { hasEnded } from './update-service.ts'

/** Marks a service as ended whose deprovisioning has succeeded, if the playbook has not done so itself. */
export async function endAfterDeprovisioning(change: Change, serviceId: number): Promise<void> {
  const service = await lockService(change, serviceId)
  if (hasEnded(service.service_status)) return
  await markInactive(change, service, `Service ${service.service_name} is now Inactive (was ${service.service_status})`)
  await applyStatusLater(change, service)
  await change.announce(`service/${serviceId}/usage`)
}
