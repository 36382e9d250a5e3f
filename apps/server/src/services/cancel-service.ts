import type { ProvisionStarted } from '@omnicrm/contract'
import { type Change, type Context, systemContext } from '../platform/context.ts'
import { conflict, DomainError, forbidden } from '../platform/errors.ts'
import type { ScheduledJob } from '../platform/jobs/scheduler.ts'
import type { ServicePorts } from './ports.ts'
import { isSelfCare, lockService } from './tables.ts'
import { hasEnded, updateService } from './update-service.ts'

const DAY_MS = 86_400_000

/**
 * Cancels a service: at once (answers the job that undoes it, when a playbook can), or after the grace period that the
 * configuration gives. What is left of its balances is forfeited. Throws 403 to customers who may not cancel by themselves,
 * 409 when the service has ended or is being cancelled already.
 */
export async function cancelService(
  change: Change,
  serviceId: number,
  ports: ServicePorts,
): Promise<ProvisionStarted | undefined> {
  const { self_cancel: selfCancel, cancellation_grace_days: graceDays } = change.context.platform.config.services
  if (isSelfCare(change.context) && !selfCancel) throw forbidden('Services can only be cancelled by our staff')
  const service = await lockService(change, serviceId)
  if (hasEnded(service.service_status)) throw conflict('service_ended', 'This service has already ended')
  if (service.service_status === 'Pending Cancellation')
    throw conflict('service_being_cancelled', 'This service is already being cancelled')
  if (graceDays === 0) return endCancelled(change, serviceId, ports)
  await updateService(change, serviceId, { patch: { service_status: 'Pending Cancellation' }, ports })
  await change.tx
    .updateTable('customer_service')
    .set({ cancel_at: new Date(change.now.getTime() + graceDays * DAY_MS) })
    .where('service_id', '=', serviceId)
    .execute()
  return undefined
}

/** Takes a cancellation back within the grace period. Throws 409 when there is none. */
export async function undoCancellation(change: Change, serviceId: number, ports: ServicePorts): Promise<void> {
  const service = await lockService(change, serviceId)
  if (service.service_status !== 'Pending Cancellation')
    throw conflict('service_not_being_cancelled', 'This service is not being cancelled')
  await updateService(change, serviceId, { patch: { service_status: 'Active' }, ports })
}

/** Ends services whose grace period is over. */
export function graceJob(ports: ServicePorts): ScheduledJob {
  return {
    name: 'cancellation_grace',
    description: 'Ends cancelled services whose grace period is over',
    schedule: '10 */6 * * *',
    async run(context) {
      const due = await servicesDue(context)
      let ended = 0
      for (const serviceId of due) {
        try {
          await systemContext(context.platform, context.requestId).change(async (change) => {
            const service = await lockService(change, serviceId)
            // Taken back, or ended otherwise, since it was listed.
            if (!service.cancel_at || service.cancel_at > change.now) return
            await endCancelled(change, serviceId, ports)
            ended += 1
          })
        } catch (error) {
          if (!(error instanceof DomainError)) throw error
          context.platform.log.warn({ err: error, serviceId }, 'a cancelled service could not be ended')
        }
      }
      return `${ended} ended`
    },
  }
}

function endCancelled(change: Change, serviceId: number, ports: ServicePorts): Promise<ProvisionStarted | undefined> {
  return updateService(change, serviceId, { patch: { service_status: 'Cancelled' }, ports })
}

async function servicesDue(context: Context): Promise<number[]> {
  const rows = await context.db
    .selectFrom('customer_service')
    .select('service_id')
    .where('service_status', '=', 'Pending Cancellation')
    .where('cancel_at', '<=', context.now())
    .orderBy('service_id')
    .execute()
  return rows.map((row) => row.service_id)
}
