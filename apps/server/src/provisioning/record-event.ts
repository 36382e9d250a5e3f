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

/** Somebody wants the job stopped: its worker has the rescue section undo what was done. */
export class JobCancelled extends Error {
  override name = 'JobCancelled'
}

/**
 * Writes events, the worker's sign of life and, when they changed, the sealed facts, and tells open screens: one statement,
 * and only while the job is this worker's. Throws JobLost when it is not.
 * @param job.waitForDisk false where whatever follows is written to the same database, and so carries this along to the disk
 */
export async function recordEvents(
  db: Db,
  job: { provisionId: number; workerId: string; waitForDisk: boolean },
  events: readonly JobEvent[],
  facts: string | undefined,
): Promise<void> {
  const rows = events.map(({ result, timestamp, ...event }) => ({
    ...event,
    result: result ?? null,
    at: timestamp.toISOString(),
  }))
  const written = await sql`
    with mine as (
      update provision set heartbeat = clock_timestamp(), facts_encrypted = coalesce(${facts ?? null}, facts_encrypted)
      where provision_id = ${job.provisionId} and worker_id = ${job.workerId} and provisioning_status = 1
      returning provision_id
    ), written as (
      insert into provision_event (provision_id, event_number, event_name, provisioning_status, provisioning_result_json, "timestamp")
      select mine.provision_id, e.number, e.name, e.status, nullif(e.result, 'null'::jsonb), e.at
      from mine, jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as e(number integer, name text, status integer, result jsonb, at timestamptz)
      on conflict (provision_id, event_number) do update set event_name = excluded.event_name,
        provisioning_status = excluded.provisioning_status, provisioning_result_json = excluded.provisioning_result_json,
        "timestamp" = excluded."timestamp"
    )
    select pg_notify(${LIVE_CHANNEL}, 'provision/' || provision_id),
      set_config('synchronous_commit', ${job.waitForDisk ? 'on' : 'off'}, true)
    from mine`.execute(db)
  if (written.rows.length === 0) throw new JobLost(`job ${job.provisionId} is no longer this worker's`)
}
