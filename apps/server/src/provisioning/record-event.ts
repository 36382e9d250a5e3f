import { sql } from 'kysely'
import { LIVE_CHANNEL } from '../platform/context.ts'
import type { Db } from '../platform/database/open-database.ts'

export type JobEvent = {
  number: number
  name: string
  status: number
  timestamp: Date
  /** secrets taken out */
  result: unknown
}

/** Another worker has taken the job, or it has ended: this one must write no more. */
export class JobLost extends Error {
  override name = 'JobLost'
}

/**
 * Writes a task's event, the worker's sign of life and, when they changed, the sealed facts, and tells open screens: one
 * statement, only while the job is this worker's. Throws JobLost when it is not.
 */
export async function recordEvent(
  db: Db,
  job: { provisionId: number; workerId: string },
  event: JobEvent,
  facts: string | undefined,
): Promise<void> {
  const result = event.result === undefined ? null : JSON.stringify(event.result)
  // The start of a task may be lost in a power cut; what it did, and the facts for undoing it, may not.
  const durable = event.status === 1 && facts === undefined ? 'off' : 'on'
  const written = await sql`
    with mine as (
      update provision set heartbeat = clock_timestamp(), facts_encrypted = coalesce(${facts ?? null}, facts_encrypted)
      where provision_id = ${job.provisionId} and worker_id = ${job.workerId} and provisioning_status = 1
      returning provision_id
    ), written as (
      insert into provision_event (provision_id, event_number, event_name, provisioning_status, provisioning_result_json, "timestamp")
      select provision_id, ${event.number}::integer, ${event.name}, ${event.status}::integer, ${result}::jsonb, ${event.timestamp}::timestamptz from mine
      on conflict (provision_id, event_number) do update set event_name = excluded.event_name,
        provisioning_status = excluded.provisioning_status, provisioning_result_json = excluded.provisioning_result_json,
        "timestamp" = excluded."timestamp"
      returning provision_id
    )
    select pg_notify(${LIVE_CHANNEL}, 'provision/' || provision_id), set_config('synchronous_commit', ${durable}, true)
    from written`.execute(db)
  if (written.rows.length === 0) throw new JobLost(`job ${job.provisionId} is no longer this worker's`)
}
