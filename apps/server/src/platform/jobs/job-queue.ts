import { makeWorkerUtils, type Runner, run } from 'graphile-worker'
import pg from 'pg'
import type { Logger } from '../logging.ts'
import { workerLogger } from './worker-logger.ts'

/** A background task: what `change.enqueue(name, payload)` runs after commit. Thrown errors are retried with growing delays. */
export type Task = (payload: Record<string, unknown>) => Promise<void>

export type JobQueue = {
  /** stops taking tasks and waits for those that run */
  close(): Promise<void>
}

export type JobQueueOptions = { databaseUrl: string; workers: number; tasks: Record<string, Task>; log: Logger }

/** Creates the queue's own tables; part of migrating. */
export async function prepareJobQueue(databaseUrl: string): Promise<void> {
  const utils = await makeWorkerUtils({ connectionString: databaseUrl })
  try {
    await utils.migrate()
  } finally {
    await utils.release()
  }
}

/**
 * Runs durable tasks from the database, woken by LISTEN/NOTIFY within milliseconds of the commit. Tasks that a killed process
 * held are freed at the start: this database has one process that works on them, or each process frees only its own kind.
 */
export async function startJobQueue(options: JobQueueOptions): Promise<JobQueue> {
  const pool = new pg.Pool({
    connectionString: options.databaseUrl,
    max: options.workers + 2,
    application_name: 'omnicrm jobs',
  })
  // A lost connection is replaced by the pool; its error must not end the process.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  await pool.query(
    `update graphile_worker._private_jobs set locked_by = null, locked_at = null, run_at = now() where locked_by is not null
       and not exists (select 1 from pg_stat_activity where application_name = 'omnicrm jobs' and pid <> pg_backend_pid()
         and datname = current_database() and backend_start < now() - interval '1 second')`,
  )
  await pool.query(
    `update graphile_worker._private_job_queues set locked_by = null, locked_at = null where locked_by is not null
       and not exists (select 1 from graphile_worker._private_jobs j where j.job_queue_id = _private_job_queues.id and j.locked_by is not null)`,
  )
  const taskList = Object.fromEntries(
    Object.entries(options.tasks).map(([name, task]) => [
      name,
      async (payload: unknown) => task(payload as Record<string, unknown>),
    ]),
  )
  const runner: Runner = await run({
    pgPool: pool,
    concurrency: options.workers,
    pollInterval: 1000,
    noHandleSignals: true,
    taskList,
    logger: workerLogger(options.log),
  })
  return {
    async close() {
      await runner.stop()
      await pool.end()
    },
  }
}
