import { sql } from 'kysely'
import type { Change } from '../platform/context.ts'
import { conflict } from '../platform/errors.ts'
import { missing, withinReach } from '../platform/reach.ts'
import { endInTransaction } from './finish-job.ts'
import { openOrder } from './job-order.ts'

/** The channel on which the worker of a job hears that it is to stop. */
export function cancelChannel(provisionId: number): string {
  return `provision/${provisionId}/cancel`
}

/**
 * Stops a job. One that waits ends here and now, without having done anything; the worker of one that runs is told, ends the
 * task at hand and has the rescue section undo what was done. Throws 409 when the job has ended, and when it already undoes
 * something: a deprovisioning stopped half-way would leave half a service.
 */
export async function cancelJob(change: Change, provisionId: number): Promise<void> {
  const { context, tx } = change
  const job = await tx
    .selectFrom('provision')
    .selectAll()
    .where('provision_id', '=', provisionId)
    .where(withinReach(context, sql.ref('provision.customer_id')))
    .forUpdate()
    .executeTakeFirst()
  if (!job) throw missing(context, 'Provisioning job')
  if (job.provisioning_status !== 1)
    throw conflict('provision_ended', `Job ${provisionId} has ended; there is nothing left to stop`)
  const order = openOrder(context, job.variables_encrypted)
  if (order.variables.action === 'deprovision' && !job.queued)
    throw conflict('provision_undoes', `Job ${provisionId} takes a service away and has begun; let it finish`)
  if (job.cancelled_by !== null) return
  const name = await nameOfCaller(change)
  const workerId = `cancelled:${provisionId}`
  await tx
    .updateTable('provision')
    .set({ cancelled_by: name, ...(job.queued ? { worker_id: workerId } : {}), last_modified: change.now })
    .where('provision_id', '=', provisionId)
    .execute()
  await change.record({
    entity: 'provisioning',
    entityId: provisionId,
    customerId: job.customer_id,
    serviceId: job.service_id,
    activity: `Stopped job ${provisionId}: ${job.playbook_description}`,
  })
  await change.announce(cancelChannel(provisionId))
  if (!job.queued) return
  await endInTransaction(
    change,
    { ...job, cancelled_by: name, interrupted: false },
    { outcome: { status: 'failed' }, order, workerId, message: `Stopped by ${name} before it began` },
  )
}

async function nameOfCaller({ context, tx }: Change): Promise<string> {
  const { userId, initiatedBy } = context.actor
  if (userId === null || !initiatedBy.startsWith('user:')) return initiatedBy
  const user = await tx
    .selectFrom('crm_user')
    .select(['first_name', 'last_name', 'email'])
    .where('id', '=', userId)
    .executeTakeFirst()
  return [user?.first_name, user?.last_name].filter(Boolean).join(' ') || (user?.email ?? initiatedBy)
}
