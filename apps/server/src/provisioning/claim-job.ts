import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import { sql } from 'kysely'
import type { Db } from '../platform/database/open-database.ts'
import type { ProvisionRow } from './tables.ts'

/** A worker that gives no sign of life for this long is dead. */
export const SILENCE_SECONDS = 60
export const HEARTBEAT_MS = 5000

/** Names this process among all that work on the database. */
export function newWorkerId(): string {
  return `${hostname()}:${process.pid}:${randomUUID()}`
}

export type ClaimedJob = ProvisionRow & { interrupted: boolean }

/**
 * Takes a job for this worker; undefined when it has ended or another worker has it. A job that was running before, and
 * whose worker is gone, is interrupted; should that worker still live after all, its token no longer opens anything.
 */
export async function claimJob(db: Db, provisionId: number, workerId: string): Promise<ClaimedJob | undefined> {
  const claimed = await sql<ClaimedJob>`
    update provision p set queued = false, worker_id = ${workerId}, heartbeat = clock_timestamp(),
      token_id = case when old.queued then p.token_id else gen_random_uuid() end
    from (select provision_id, queued from provision where provision_id = ${provisionId} for update) old
    where p.provision_id = old.provision_id and p.provisioning_status = 1 and p.starts_at is null
      and (p.worker_id is null or p.worker_id = ${workerId})
    returning p.*, not old.queued as interrupted`.execute(db)
  return claimed.rows[0]
}

/** Says that the worker lives; answers whether the job is still its, and whether somebody wants it stopped. */
export async function beat(db: Db, provisionId: number, workerId: string): Promise<'ours' | 'cancelled' | 'lost'> {
  const beaten = await sql<{ cancelled_by: string | null }>`update provision set heartbeat = clock_timestamp()
    where provision_id = ${provisionId} and worker_id = ${workerId} and provisioning_status = 1
    returning cancelled_by`.execute(db)
  const [row] = beaten.rows
  if (!row) return 'lost'
  return row.cancelled_by === null ? 'ours' : 'cancelled'
}

/**
 * Takes jobs from workers that are gone: processes of this machine that no longer run, and others that have been silent.
 * Answers the unfinished jobs that no worker has.
 */
export async function freeJobsOfTheDead(
  db: Db,
  workerId: string,
): Promise<{ provision_id: number; customer_id: number | null }[]> {
  const held = await sql<{ worker_id: string; silent: boolean }>`
    select worker_id, max(heartbeat) < clock_timestamp() - make_interval(secs => ${SILENCE_SECONDS}) as silent
    from provision where provisioning_status = 1 and worker_id is not null and worker_id <> ${workerId}
    group by worker_id`.execute(db)
  const dead = held.rows.filter((worker) => worker.silent || isGoneFromHere(worker.worker_id))
  if (dead.length > 0) {
    const ids = dead.map((worker) => worker.worker_id)
    await sql`update provision set worker_id = null, heartbeat = null
      where provisioning_status = 1 and worker_id = any(${ids})`.execute(db)
  }
  return db
    .selectFrom('provision')
    .select(['provision_id', 'customer_id'])
    .where('provisioning_status', '=', 1)
    .where('worker_id', 'is', null)
    .where('starts_at', 'is', null)
    .orderBy('provision_id')
    .execute()
}

/** True for a process of this machine that no longer runs; the same number may be ours by now. */
function isGoneFromHere(workerId: string): boolean {
  const [host, pid] = workerId.split(':')
  if (host !== hostname()) return false
  if (Number(pid) === process.pid) return true
  try {
    process.kill(Number(pid), 0)
    return false
  } catch (error) {
    return (error as { code?: string }).code === 'ESRCH'
  }
}
