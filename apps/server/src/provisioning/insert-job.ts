import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { findFirstAdmin } from '../identity/index.ts'
import { reserveItems } from '../inventory/index.ts'
import type { Change, Context } from '../platform/context.ts'
import { isDuplicate } from '../platform/database/postgres-errors.ts'
import { conflict } from '../platform/errors.ts'
import type { Actor } from '../platform/guard/actor.ts'
import { type JobOrder, sealOrder } from './job-order.ts'
import { mergeVariables, type Variables } from './order-variables.ts'
import { describeOrName } from './play-files.ts'
import { learnSecrets, redactResult } from './redact-result.ts'

export const RUN_TASK = 'run_provisioning'

/** Work that nobody waits for at a counter goes behind what somebody does. */
export const BATCH_PRIORITY = 10
/** Top-ups go first: a phone without credit waits for them. */
export const TOPUP_PRIORITY = -10

export type NewJob = {
  play: string
  productId: number | null
  customerId: number | null
  /** service that the job is for, if there is one already */
  serviceId: number | null
  order: Omit<JobOrder, 'attempt'> & { attempt?: number }
  initiator: Pick<Actor, 'userId' | 'initiatedBy'>
  chain?: { id: number | 'own'; position: number }
  /** lower goes first among the jobs that wait; 0 when left out */
  priority?: number
  retryOf?: number
  /** later than now: the job waits until then */
  startsAt?: Date | null
}

export type InsertedJob = { provisionId: number; chainId: number | null }

/**
 * Writes a job down, holds its items and has it run after commit: all of it happens or none. Jobs of one customer run one
 * after the other. Throws 409 when an item is not free, or when the failed job is already being run again.
 */
export async function insertJob(change: Change, job: NewJob): Promise<InsertedJob> {
  const { context, tx, now } = change
  const { playsDir } = context.platform.settings
  const { description, taskCount } = await describeOrName(playsDir, job.play)
  const provisionId = await nextProvisionId(context)
  const initiatingUser = job.initiator.userId ?? (await firstAdmin(context))
  const variables = mergeVariables({
    product: {},
    request: job.order.variables,
    inventory: job.order.items,
    system: { initiating_user: initiatingUser, provision_id: provisionId },
  })
  const startsAt = job.startsAt && job.startsAt > now ? job.startsAt : null
  const chainId = job.chain?.id === 'own' ? provisionId : (job.chain?.id ?? null)
  await tx
    .insertInto('provision')
    .values({
      provision_id: provisionId,
      product_id: job.productId,
      customer_id: job.customerId,
      service_id: job.serviceId,
      provisioning_play: job.play,
      playbook_description: description,
      provisioning_json_vars: JSON.stringify(withoutSecrets(variables)),
      variables_encrypted: sealOrder(context, { attempt: 1, ...job.order, variables }),
      task_count: taskCount,
      token_id: randomUUID(),
      retry_of: job.retryOf ?? null,
      starts_at: startsAt,
      chain_id: chainId,
      chain_position: job.chain?.position ?? null,
      initiating_user: initiatingUser,
      initiated_by: job.initiator.initiatedBy,
      created: now,
      last_modified: now,
    })
    .execute()
    .catch((error: unknown) => {
      if (!isDuplicate(error, 'provision_retried_once')) throw error
      throw conflict('provision_retried', `Job ${job.retryOf} is already being run again, or was with success`)
    })
  await reserveItems(change, {
    provisionId,
    customerId: job.customerId,
    items: job.order.items,
    until: new Date((startsAt ?? now).getTime() + context.platform.config.provisioning.reservation_minutes * 60_000),
  })
  await change.record({
    entity: 'provisioning',
    entityId: provisionId,
    customerId: job.customerId,
    serviceId: job.serviceId,
    activity: `Started job ${provisionId}: ${description}`,
    details: { provisioning_play: job.play, ...(job.retryOf ? { retry_of: job.retryOf } : {}) },
  })
  const options = { ...runOptions(provisionId, job.customerId), priority: job.priority ?? 0 }
  if (startsAt === null) await change.enqueue(RUN_TASK, { provision_id: provisionId }, options)
  await change.announce('provision')
  return { provisionId, chainId }
}

/** How a job's task stands in the queue: behind the customer's other jobs, and once. */
export function runOptions(provisionId: number, customerId: number | null): { queue: string; key: string } {
  return {
    queue: customerId === null ? `provision:${provisionId}` : `customer:${customerId}`,
    key: `provision:${provisionId}`,
  }
}

function withoutSecrets(variables: Variables): unknown {
  const secrets = new Set<string>()
  learnSecrets(variables, secrets)
  return redactResult(variables, [...secrets])
}

async function firstAdmin(context: Context): Promise<number> {
  const admin = await findFirstAdmin(context.db)
  if (admin === null) throw new Error('there is no administrator')
  return admin
}

/** The id is among the job's own variables, so it is drawn before the row is written. */
async function nextProvisionId(context: Context): Promise<number> {
  const drawn = await sql<{
    id: string
  }>`select nextval(pg_get_serial_sequence('provision', 'provision_id')) as id`.execute(context.db)
  return Number(drawn.rows[0]?.id)
}
