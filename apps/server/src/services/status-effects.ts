import { itemsOfService } from '../inventory/index.ts'
import { type Change, type Context, systemContext } from '../platform/context.ts'
import { switchSubscriber } from '../platform/hss/switch-subscriber.ts'
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
 * Brings charging account and HSS subscribers in line with the service's status after commit. The task looks at the status of its own moment,
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
      const context = systemContext(platform, `task:${APPLY_STATUS}`)
      const service = await findService(context, Number(payload.service_id))
      if (!service) return
      await switchOcsAccount(platform, service.service_uuid, !acceptsUse(service.service_status))
      await switchSubscribersOf(context, service)
    },
    async [REMOVE_ACCOUNT](payload) {
      await removeOcsAccount(platform, String(payload.service_uuid))
    },
  }
}

/** The SIM cards of a service; one that has ended has none any more, and its play has seen to the subscribers. */
async function switchSubscribersOf(context: Context, service: ServiceRow): Promise<void> {
  const { platform } = context
  if (platform.config.hss.hss_peers.length === 0) return
  for (const { imsi } of await itemsOfService(context, service.service_id)) {
    if (typeof imsi === 'string' && imsi !== '')
      await switchSubscriber(platform, imsi, acceptsUse(service.service_status))
  }
}
