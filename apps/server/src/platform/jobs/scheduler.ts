import { Cron } from 'croner'
import { type Context, systemContext } from '../context.ts'
import { notFound } from '../errors.ts'
import type { Platform } from '../platform.ts'

/** A job that runs by itself at set times of the product's clock. Running it twice for the same time has no second effect. */
export type ScheduledJob = {
  name: string
  description: string
  /** cron expression, UTC */
  schedule: string
  /** answers one sentence about what it did */
  run(context: Context): Promise<string>
}

export type ScheduledJobState = ScheduledJob & { lastRun: Date | null; lastResult: string | null; nextRun: Date }

export type Scheduler = {
  list(): Promise<ScheduledJobState[]>
  /** runs one job now, whatever its schedule; throws 404 for an unknown name */
  runNow(name: string): Promise<ScheduledJobState>
  /** runs whatever is due by the clock, in order of the due times; answers how many runs */
  runDue(): Promise<number>
  close(): void
}

const TICK_MS = 5000

/** Starts the scheduler. `others` are parts with schedules of their own that follow the same clock, such as the charging engine. */
export function startScheduler(
  platform: Platform,
  jobs: readonly ScheduledJob[],
  others: readonly (() => Promise<number>)[],
): Scheduler {
  const byName = new Map(jobs.map((job) => [job.name, job]))
  let running: Promise<number> = Promise.resolve(0)

  const runDue = (): Promise<number> => {
    running = running.catch(() => 0).then(() => runAllDue(platform, jobs, others))
    return running
  }
  const timer = setInterval(() => {
    runDue().catch((error) => platform.log.error({ err: error }, 'scheduled jobs failed'))
  }, TICK_MS)
  timer.unref()

  const scheduler: Scheduler = {
    async list() {
      const states = await Promise.all(jobs.map((job) => readState(platform, job)))
      return states.sort((a, b) => a.nextRun.getTime() - b.nextRun.getTime())
    },
    async runNow(name) {
      const job = byName.get(name)
      if (!job) throw notFound('Scheduled job')
      await runJob(platform, job, platform.clock.now())
      return readState(platform, job)
    },
    runDue,
    close: () => clearInterval(timer),
  }
  return scheduler
}

async function runAllDue(
  platform: Platform,
  jobs: readonly ScheduledJob[],
  others: readonly (() => Promise<number>)[],
): Promise<number> {
  let runs = 0
  for (const other of others) runs += await other()
  for (;;) {
    const states = await Promise.all(jobs.map((job) => readState(platform, job)))
    const [next] = states.sort((a, b) => a.nextRun.getTime() - b.nextRun.getTime())
    if (!next || next.nextRun > platform.clock.now()) return runs
    await runJob(platform, next, next.nextRun)
    runs += 1
  }
}

/** The row is locked while the job runs, so that two processes never run it at once. */
async function runJob(platform: Platform, job: ScheduledJob, due: Date): Promise<void> {
  await readState(platform, job)
  await platform.db.transaction().execute(async (tx) => {
    const row = await tx
      .selectFrom('scheduled_job')
      .selectAll()
      .where('name', '=', job.name)
      .forUpdate()
      .executeTakeFirstOrThrow()
    if (row.last_run && row.last_run >= due && row.next_run > due) return
    const result = await job.run(systemContext(platform, `job:${job.name}`)).catch((error: Error) => {
      platform.log.error({ err: error, job: job.name }, 'scheduled job failed')
      return `failed: ${error.message}`
    })
    await tx
      .updateTable('scheduled_job')
      .set({ last_run: due, last_result: result, next_run: nextRun(job, due) })
      .where('name', '=', job.name)
      .execute()
  })
}

async function readState(platform: Platform, job: ScheduledJob): Promise<ScheduledJobState> {
  const { db, clock } = platform
  await db
    .insertInto('scheduled_job')
    .values({ name: job.name, last_run: null, last_result: null, next_run: nextRun(job, clock.now()) })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const row = await db.selectFrom('scheduled_job').selectAll().where('name', '=', job.name).executeTakeFirstOrThrow()
  return { ...job, lastRun: row.last_run, lastResult: row.last_result, nextRun: row.next_run }
}

function nextRun(job: ScheduledJob, after: Date): Date {
  const next = new Cron(job.schedule, { timezone: 'UTC', paused: true }).nextRun(after)
  if (!next) throw new Error(`the schedule of ${job.name} never comes: ${job.schedule}`)
  return next
}
