import { releaseItemsOfService } from '../inventory/index.ts'
import type { Change } from '../platform/context.ts'
import { markInactive } from './mark-inactive.ts'
import { removeAccountLater } from './status-effects.ts'
import { lockService, type ServiceRow } from './tables.ts'

/**
 * Ends a service: its items are free again, its charging account goes after commit, the row stays as history with the status
 * Inactive. A job that takes back the service that it has just made leaves no row, unless something was booked on it.
 * Ending an ended service changes nothing.
 * @param itemState state that its items get instead
 */
export async function removeService(
  change: Change,
  serviceId: number,
  { itemState }: { itemState?: string } = {},
): Promise<void> {
  const service = await lockService(change, serviceId)
  // What a job takes back that it has just made itself was never handed out.
  const isTakenBack = service.made_by_provision_id !== null && service.made_by_provision_id === jobOf(change)
  await releaseItemsOfService(change, serviceId, itemState ?? (isTakenBack ? 'In Stock' : 'Used'))
  await removeAccountLater(change, service)
  if (isTakenBack && !(await isReferredTo(change, serviceId))) return undoService(change, service)
  if (service.service_status === 'Inactive') return
  await markInactive(change, service, `Removed service ${service.service_name}`)
  await change.announce(`service/${serviceId}/usage`)
}

/**
 * Takes back what a failed job has made, whatever its rescue section did; its newest service first. Answers how many there
 * were.
 */
export async function removeServicesMadeBy(change: Change, provisionId: number): Promise<number> {
  const made = await change.tx
    .selectFrom('customer_service')
    .selectAll()
    .where('made_by_provision_id', '=', provisionId)
    .orderBy('service_id', 'desc')
    .execute()
  for (const service of made) {
    if (service.service_status === 'Inactive') continue
    // Its items were never handed out.
    await removeService(change, service.service_id, { itemState: 'In Stock' })
    const left = await change.tx
      .selectFrom('customer_service')
      .selectAll()
      .where('service_id', '=', service.service_id)
      .forUpdate()
      .executeTakeFirst()
    if (left && !(await isReferredTo(change, left.service_id))) await undoService(change, left)
  }
  return made.length
}

function jobOf(change: Change): number | undefined {
  return change.context.actor.job?.provisionId
}

async function isReferredTo(change: Change, serviceId: number): Promise<boolean> {
  const { tx } = change
  const transaction = tx.selectFrom('customer_transaction').select('service_id').where('service_id', '=', serviceId)
  const job = tx.selectFrom('provision').select('service_id').where('service_id', '=', serviceId)
  const part = tx.selectFrom('customer_service').select('service_id').where('bundled_parent', '=', serviceId)
  for (const referrer of [transaction, job, part]) {
    if (await referrer.executeTakeFirst()) return true
  }
  return false
}

async function undoService(change: Change, service: ServiceRow): Promise<void> {
  await change.tx.deleteFrom('customer_service').where('service_id', '=', service.service_id).execute()
  await change.record({
    entity: 'service',
    entityId: service.service_id,
    customerId: service.customer_id,
    serviceId: service.service_id,
    activity: `Took back service ${service.service_name}, whose provisioning failed`,
    before: { service_uuid: service.service_uuid, service_status: service.service_status },
  })
}
