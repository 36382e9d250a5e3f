import { randomUUID } from 'node:crypto'
import type { PlaybookOutcome } from '@omnicrm/playbook'
import { secretValuesOf } from '../inventory/index.ts'
import { baseUrl, effectiveConfig } from '../platform/config/effective-config.ts'
import { systemContext } from '../platform/context.ts'
import { checkOutboundAddress } from '../platform/outbound/check-address.ts'
import type { Platform } from '../platform/platform.ts'
import { cancelChannel } from './cancel-job.ts'
import { beat, type ClaimedJob, claimJob, HEARTBEAT_MS } from './claim-job.ts'
import type { Engines } from './engines.ts'
import { type EventLog, openEventLog } from './event-log.ts'
import { finishJob, type JobPorts } from './finish-job.ts'
import { isDeprovisioning, type JobOrder, openOrder } from './job-order.ts'
import { mintJobToken } from './job-token.ts'
import { JobCancelled, JobLost } from './record-event.ts'
import { learnSecrets, redactResult } from './redact-result.ts'

const RENEWAL_MS = 3_600_000

export type Worker = {
  platform: Platform
  engines: Engines
  ports: JobPorts
  workerId: string
  /** jobs that this process has in hand */
  running: Set<number>
}

/**
 * Runs one job to its end; safe to call again at any time. A job that its worker left behind is not begun anew: only its
 * rescue section runs, and it ends as failed (decisions.md, "crash").
 */
export async function runJob(worker: Worker, provisionId: number): Promise<void> {
  const { platform, workerId, running } = worker
  if (running.has(provisionId)) return
  running.add(provisionId)
  try {
    const job = await claimJob(platform.db, provisionId, workerId)
    if (job) await carryOut(worker, job)
  } catch (error) {
    // Whoever has the job now ends it.
    if (!(error instanceof JobLost)) throw error
    platform.log.warn({ provisionId }, 'a provisioning job was taken over by another worker')
  } finally {
    running.delete(provisionId)
  }
}

async function carryOut(worker: Worker, job: ClaimedJob): Promise<void> {
  const { platform, workerId } = worker
  const context = systemContext(platform, `job:${job.provision_id}`)
  const order = openOrder(context, job.variables_encrypted)
  platform.live.announce('provision')
  const secrets = new Set(
    await secretValuesOf(context, {
      itemIds: Object.values(order.items),
      serviceId: isDeprovisioning(order) ? job.service_id : null,
    }),
  )
  learnSecrets(order.variables, secrets)
  const log = await openEventLog(worker, job, secrets)
  let outcome: PlaybookOutcome
  try {
    outcome = await drive(worker, job, { order, secrets, log })
  } catch (error) {
    if (!(error instanceof JobCancelled)) throw error
    await log.close()
    // Claimed anew it counts as interrupted: its rescue section runs, with a token that the tasks before do not know.
    const again = await claimJob(platform.db, job.provision_id, workerId)
    if (!again) throw new JobLost(`job ${job.provision_id} is no longer this worker's`)
    return carryOut(worker, again)
  }
  if (outcome.fatal) await log.addFatal(outcome, order)
  await log.close()
  const ended: PlaybookOutcome =
    job.interrupted && !isDeprovisioning(order) ? { ...outcome, status: 'failed' } : outcome
  const message = ended.status === 'success' ? null : String(redactResult(failureOf(outcome, job), [...secrets]))
  await finishJob(platform, job, { outcome: ended, order, workerId, message, ports: worker.ports })
}

function failureOf(outcome: PlaybookOutcome, job: ClaimedJob): string {
  if (job.cancelled_by !== null) return `Stopped by ${job.cancelled_by}; what it had done was undone`
  if (job.interrupted) return 'The process that ran this job stopped; what it had done was undone'
  const { failedTask, message = 'failed' } = outcome
  return failedTask ? `${failedTask}: ${message}` : message
}

async function drive(
  { platform, engines, workerId }: Worker,
  job: ClaimedJob,
  { order, secrets, log }: { order: JobOrder; secrets: Set<string>; log: EventLog },
): Promise<PlaybookOutcome> {
  const { config, settings, addresses } = platform
  const lost = new AbortController()
  const cancel = (): void => {
    // One that is being undone goes on.
    if (!job.interrupted) lost.abort(new JobCancelled(`job ${job.provision_id} is to stop`))
  }
  const stopListening = platform.live.subscribe(cancelChannel(job.provision_id), cancel)
  const heartbeat = setInterval(() => {
    beat(platform.db, job.provision_id, workerId).then(
      (state) => {
        if (state === 'lost') lost.abort(new JobLost(`job ${job.provision_id} is no longer this worker's`))
        if (state === 'cancelled') cancel()
      },
      (error) => platform.log.warn({ err: error }, 'the sign of life of a provisioning job was not written'),
    )
  }, HEARTBEAT_MS)
  const crm = new URL(baseUrl(config, addresses.port))
  const effective = effectiveConfig(config, addresses)
  const own = [crm.host, `127.0.0.1:${addresses.port}`, String((effective.ocs as { cgrates: string }).cgrates)]
  // Keys of the rescue after a crash are its own: its tasks are counted from 1 again.
  const keys = `provision-${job.provision_id}${job.interrupted ? `-rescue-${randomUUID()}` : ''}`
  const engine = await engines.engineFor(job.provisioning_play)
  const freshVariables = tokenFor(platform, job, secrets)
  try {
    return await engine.run({
      playsDir: settings.playsDir,
      play: job.provisioning_play,
      variables: { ...order.variables, ...(await freshVariables()) },
      effectiveConfig: effective,
      freshVariables,
      requestHeaders: ({ url, method, task, item }): Record<string, string> => {
        if (!isOwn(url, crm, addresses.port)) return {}
        // Answers that stay on this machine are not worth compressing.
        const plain = { 'Accept-Encoding': 'identity' }
        return method === 'GET' ? plain : { ...plain, 'Idempotency-Key': `${keys}-${task}-${item}` }
      },
      checkAddress: async (url, method) => {
        await checkOutboundAddress(url, { outbound: config.outbound, own })
        // What only reads may be asked again by whoever takes the job up.
        if (method !== 'GET') await log.secure()
      },
      now: () => platform.clock.now(),
      onEvent: (event) => log.write(event),
      signal: lost.signal,
      taskTimeoutMs: config.provisioning.timeout_minutes * 60_000,
      nativeTypes: config.provisioning.ansible_native_types,
      ...(job.interrupted
        ? {
            interrupted: {
              facts: openFacts(platform, job),
              ...(job.cancelled_by === null ? {} : { reason: 'The job was stopped' }),
            },
          }
        : {}),
    })
  } finally {
    clearInterval(heartbeat)
    stopListening()
  }
}

/** The job's access token, made anew long before it runs out; the job's end is what ends it. */
function tokenFor(platform: Platform, job: ClaimedJob, secrets: Set<string>): () => Promise<Record<string, unknown>> {
  let token = ''
  let renewAt = 0
  return async () => {
    const now = platform.clock.now().getTime()
    if (now >= renewAt || renewAt - now > RENEWAL_MS) {
      token = await mintJobToken(platform, { provisionId: job.provision_id, tokenId: job.token_id ?? '' })
      renewAt = now + RENEWAL_MS
      secrets.add(token)
    }
    return { access_token: token }
  }
}

function isOwn(url: string, crm: URL, port: number): boolean {
  const target = new URL(url)
  return (
    target.host === crm.host || (['localhost', '127.0.0.1'].includes(target.hostname) && target.port === String(port))
  )
}

function openFacts(platform: Platform, job: ClaimedJob): Record<string, unknown> {
  return job.facts_encrypted === null ? {} : JSON.parse(platform.seal.open(job.facts_encrypted))
}
