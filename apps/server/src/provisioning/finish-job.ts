import type { PlaybookOutcome } from '@omnicrm/playbook'
import { findProduct } from '../catalogue/index.ts'
import { releaseReservations } from '../inventory/index.ts'
import { type Change, createContext } from '../platform/context.ts'
import { SYSTEM_ACTOR } from '../platform/guard/actor.ts'
import type { Platform } from '../platform/platform.ts'
import { endAfterDeprovisioning, removeServicesMadeBy } from '../services/index.ts'
import { continueChain, undoChain } from './chain.ts'
import type { ClaimedJob } from './claim-job.ts'
import { mailFailure } from './failure-mail.ts'
import { isAddonOf } from './is-addon-of.ts'
import { isDeprovisioning, type JobOrder } from './job-order.ts'
import { JobLost } from './record-event.ts'
import { repeatJob } from './retry-job.ts'

const LONGEST_MESSAGE = 2000

/** What provisioning asks of the domains above it. */
export type JobPorts = {
  /** takes back what a failed job has booked */
  voidBookings: (change: Change, provisionId: number) => Promise<unknown>
}

export type Ending = { outcome: PlaybookOutcome; order: JobOrder; workerId: string; message: string | null }

/**
 * Ends a job in one transaction: status, reservations, what a failure left behind, the log, and what follows it (the next step
 * of its chain, the undoing of the steps before, an automatic retry). Throws JobLost when the job is another worker's.
 */
export async function finishJob(
  platform: Platform,
  job: ClaimedJob,
  { ports, ...ending }: Ending & { ports: JobPorts },
): Promise<void> {
  const actor = { ...SYSTEM_ACTOR, userId: job.initiating_user, initiatedBy: job.initiated_by }
  const context = createContext(platform, { actor, requestId: `job:${job.provision_id}` })
  await context.change(async (change) => {
    await endInTransaction(change, job, ending)
    if (ending.outcome.status !== 'success') await ports.voidBookings(change, job.provision_id)
  })
}

/** The same inside a transaction that is open. A job that somebody stopped is neither mailed nor run again. */
export async function endInTransaction(change: Change, job: ClaimedJob, ending: Ending): Promise<void> {
  const { outcome, order, workerId, message } = ending
  const succeeded = outcome.status === 'success'
  const made = succeeded ? await serviceMadeBy(change, job.provision_id) : null
  const ended = await change.tx
    .updateTable('provision')
    .set({
      provisioning_status: succeeded ? 0 : 2,
      queued: false,
      worker_id: null,
      heartbeat: null,
      facts_encrypted: null,
      finished: change.now,
      error_message: message?.slice(0, LONGEST_MESSAGE) ?? null,
      service_id: made ?? job.service_id,
      last_modified: change.now,
    })
    .where('provision_id', '=', job.provision_id)
    .where('worker_id', '=', workerId)
    .where('provisioning_status', '=', 1)
    .returning('provision_id')
    .executeTakeFirst()
  if (!ended) throw new JobLost(`job ${job.provision_id} is no longer this worker's`)
  await releaseReservations(change, job.provision_id)
  if (!succeeded) await removeServicesMadeBy(change, job.provision_id)
  if (
    succeeded &&
    isDeprovisioning(order) &&
    job.service_id !== null &&
    !(await isOfAddon(change, job.product_id, job.service_id))
  )
    await endAfterDeprovisioning(change, job.service_id)
  await change.record({
    entity: 'provisioning',
    entityId: job.provision_id,
    customerId: job.customer_id,
    serviceId: made ?? job.service_id,
    activity: succeeded
      ? `Job ${job.provision_id} done: ${job.playbook_description}`
      : `Job ${job.provision_id} failed: ${job.playbook_description}`,
    details: { provisioning_play: job.provisioning_play, ...(message === null ? {} : { error: message }) },
  })
  await change.announce(`provision/${job.provision_id}`)
  await change.announce('provision')
  if (!succeeded && job.cancelled_by === null) await mailFailure(change, job, message ?? 'failed')
  if (succeeded) return continueChain(change, job, { order, serviceId: made ?? job.service_id })
  const isWorthRepeating = !outcome.fatal && !job.interrupted
  const repeat = isWorthRepeating && order.attempt <= change.context.platform.config.provisioning.retries
  if (repeat && !order.chain) await repeatJob(change, job, order)
  else await undoChain(change, job, order)
}

/** Whether the job was about something that is added to its service. */
async function isOfAddon(change: Change, productId: number | null, serviceId: number): Promise<boolean> {
  if (productId === null) return false
  const product = await findProduct(change.context, productId)
  const service = await change.tx
    .selectFrom('customer_service')
    .select('product_id')
    .where('service_id', '=', serviceId)
    .executeTakeFirst()
  return isAddonOf(product, service)
}

/** The first service that the job has made: the one that the job's page leads to. */
async function serviceMadeBy(change: Change, provisionId: number): Promise<number | null> {
  const made = await change.tx
    .selectFrom('customer_service')
    .select('service_id')
    .where('made_by_provision_id', '=', provisionId)
    .orderBy('service_id')
    .executeTakeFirst()
  return made?.service_id ?? null
}
