import { actorOfUser, findFirstAdmin } from '../identity/index.ts'
import { unauthenticated } from '../platform/errors.ts'
import type { Actor } from '../platform/guard/actor.ts'
import type { TokenResolver } from '../platform/guard/authenticate.ts'
import type { Platform } from '../platform/platform.ts'

/** How long a token outlives its job. */
const GRACE_MS = 60_000
/** The job's row decides how long its token is good; this is only the latest end. */
const LATEST_SECONDS = 7 * 86_400

/** What an API key or a whitelisted address may do, by the name on the record; undefined when it may not come in any more. */
export type MachineBehind = (initiatedBy: string) => Promise<Actor | undefined>

/** A token for a job that runs: it acts as the job's initiator and for what the job needs. */
export function mintJobToken(platform: Platform, job: { provisionId: number; tokenId: string }): Promise<string> {
  return platform.tokens.sign({ kind: 'job', subject: String(job.provisionId), id: job.tokenId }, LATEST_SECONDS)
}

/** Turns a job's token into its actor; throws 401 before the job runs and from a minute after its end. */
export function resolveJobToken(platform: Platform, machineBehind: MachineBehind): TokenResolver {
  return async (claims) => {
    const job = await platform.db
      .selectFrom('provision')
      .select([
        'provision_id',
        'customer_id',
        'service_id',
        'token_id',
        'queued',
        'finished',
        'initiating_user',
        'initiated_by',
      ])
      .where('provision_id', '=', Number(claims.subject))
      .executeTakeFirst()
    const over = !job || job.token_id !== claims.id || job.queued
    if (over || (job.finished && job.finished.getTime() + GRACE_MS < platform.clock.now().getTime()))
      throw unauthenticated('The provisioning job of this token has ended')
    const initiator = await initiatorOf(platform, job, machineBehind)
    return {
      ...initiator,
      job: { provisionId: job.provision_id, customerId: job.customer_id, serviceId: job.service_id },
    }
  }
}

/**
 * Call-backs of the embedded charging engine: they start simple provisioning, and no other endpoint that asks for
 * `create_provision` takes them.
 */
export function resolveEngineToken(platform: Platform): TokenResolver {
  return async () => ({
    userId: await findFirstAdmin(platform.db),
    initiatedBy: 'system',
    roles: [],
    permissions: new Set(['create_provision']),
    customerId: null,
    sessionId: null,
    job: null,
  })
}

/** True for the charging engine's call-backs; nothing else that comes over HTTP is the system. */
export function isEngine(actor: Actor): boolean {
  return actor.initiatedBy === 'system'
}

/**
 * The user, API key or address that started the job, with what they may do at this moment; a key never borrows the rights of
 * the administrator who stands on the record for it. A job of the product's own, or of one who may no longer come in, goes on
 * with nothing but what every job may do.
 */
async function initiatorOf(
  platform: Platform,
  job: { initiating_user: number; initiated_by: string },
  machineBehind: MachineBehind,
): Promise<Actor> {
  const user = /^user:(\d+)$/.exec(job.initiated_by)?.[1]
  const actor =
    user === undefined ? await machineBehind(job.initiated_by) : await actorOfUser(platform.db, Number(user))
  return (
    actor ?? {
      userId: job.initiating_user,
      initiatedBy: job.initiated_by,
      roles: [],
      permissions: new Set(),
      customerId: null,
      sessionId: null,
      job: null,
    }
  )
}
