import { type Change, systemContext } from '../platform/context.ts'
import type { Task } from '../platform/jobs/job-queue.ts'
import { removeOcsAccount, switchOcsAccount } from '../platform/ocs/account.ts'
import type { Platform } from '../platform/platform.ts'
import { findService, type ServiceRow } from './tables.ts'

const APPLY_STATUS = 'apply_service_status'
const REMOVE_ACCOUNT = 'remove_charging_account'
/** With growing delays about three days: a charging system may be down for a night. */
const ATTEMPTS = 20

/** States in which the charging system accepts use. */
const USABLE = new Set(['Active', 'Pending Cancellation'])

export function acceptsUse(status: string): boolean {
  return USABLE.has(status)
}

/**
 * Brings the charging account in line with the service's status after commit. The task looks at the status of its own moment,
 * so a crash, a repetition or another change in between leaves nothing wrong.
 */
export function applyStatusLater(
  change: Change,
  service: Pick<ServiceRow, 'service_id' | 'customer_id'>,
): Promise<void> {
  return change.enqueue(
    APPLY_STATUS,
    { service_id: service.service_id },
    { queue: `customer:${service.customer_id}`, attempts: ATTEMPTS },
  )
}

/** Removes the charging account with its balances and plans after commit. */
export function removeAccountLater(
  change: Change,
  service: Pick<ServiceRow, 'service_uuid' | 'customer_id'>,
): Promise<void> {
  return change.enqueue(
    REMOVE_ACCOUNT,
    { service_uuid: service.service_uuid },
    { queue: `customer:${service.customer_id}`, attempts: ATTEMPTS },
  )
}

export function serviceTasks(platform: Platform): Record<string, Task> {
  return {
    async [APPLY_STATUS](payload) {
      const service = await findService(systemContext(platform, `task:${APPLY_STATUS}`), Number(payload.service_id))
      if (service) await switchOcsAccount(platform, service.service_uuid, !acceptsUse(service.service_status))
    },
    async [REMOVE_ACCOUNT](payload) {
      await removeOcsAccount(platform, String(payload.service_uuid))
    },
  }
}
