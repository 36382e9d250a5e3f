import type { ProvisionStarted } from '@omnicrm/contract'
import type { Change } from '../platform/context.ts'
import type { OrderFields } from './create-service.ts'
import type { ServiceRow } from './tables.ts'

/** What provisioning, which stands above, does for services. */
export type ServicePorts = {
  /** starts the job that undoes the service; undefined when no playbook can do that */
  deprovision(change: Change, service: ServiceRow): Promise<ProvisionStarted | undefined>
  /** what the order said of the service that this job makes */
  orderOf(change: Change, provisionId: number): Promise<OrderFields>
}
