import { sql } from 'kysely'
import type { Change } from '../platform/context.ts'
import { conflict } from '../platform/errors.ts'
import { missing, withinReach } from '../platform/reach.ts'
import { type InsertedJob, insertJob } from './insert-job.ts'
import { type JobOrder, openOrder } from './job-order.ts'
import { mergeVariables } from './order-variables.ts'
import type { ProvisionRow } from './tables.ts'

/**
 * Runs a failed job again as a new one, with the same variables and items. An order of several plays whose earlier steps were
 * undone starts from its first. Throws 409 unless the job has failed, and when it is already being run again.
 */
export async function retryJob(change: Change, provisionId: number): Promise<InsertedJob> {
  const job = await change.tx
    .selectFrom('provision')
    .selectAll()
    .where('provision_id', '=', provisionId)
    .where(withinReach(change.context, sql.ref('provision.customer_id')))
    .forUpdate()
    .executeTakeFirst()
  if (!job) throw missing(change.context, 'Provisioning job')
  if (job.provisioning_status !== 2)
    throw conflict('provision_not_failed', `Only a failed job is run again; job ${provisionId} has not failed`)
  const order = openOrder(change.context, job.variables_encrypted)
  return insertJob(change, { ...asBefore(job, order), initiator: change.context.actor })
}

/** The automatic retry of a job that has just failed. */
export async function repeatJob(change: Change, job: ProvisionRow, order: JobOrder): Promise<void> {
  await insertJob(change, {
    ...asBefore(job, { ...order, attempt: order.attempt + 1 }),
    initiator: { userId: job.initiating_user, initiatedBy: job.initiated_by },
  })
}

function asBefore(job: ProvisionRow, order: JobOrder): Omit<Parameters<typeof insertJob>[1], 'initiator'> {
  const common = { productId: job.product_id, customerId: job.customer_id, retryOf: job.provision_id }
  const { chain } = order
  if (!chain) return { ...common, play: job.provisioning_play, serviceId: job.service_id, order }
  const undone = chain.onFailure === 'undo'
  const step = undone ? 0 : chain.done.length
  const serviceId = undone ? serviceOfRequest(chain.request) : job.service_id
  return {
    ...common,
    play: chain.plays[step] ?? job.provisioning_play,
    serviceId,
    order: undone
      ? {
          ...order,
          items: chain.items,
          variables: mergeVariables({
            product: chain.defaults[0] ?? {},
            request: chain.request,
            inventory: chain.items,
            system: {},
          }),
          chain: { ...chain, done: [] },
        }
      : order,
    chain: { id: 'own', position: step + 1 },
  }
}

function serviceOfRequest(request: Record<string, unknown>): number | null {
  return typeof request.service_id === 'number' ? request.service_id : null
}
