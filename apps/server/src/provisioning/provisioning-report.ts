import type { ProvisioningReport, ZReportPeriod } from '@omnicrm/contract'
import { sql } from 'kysely'
import type { z } from 'zod'
import type { Context } from '../platform/context.ts'
import { invalid } from '../platform/errors.ts'

const DAYS = 30
const DAY_MS = 86_400_000
const MOST_FAILURES = 20

/**
 * How provisioning went: jobs started in the period (both days included, UTC; the last 30 days when left out). A job that was
 * stopped by a person counts as failed, and the time that a job waited for a worker counts as its duration: the customer waits
 * too. Throws 400 for a period that ends before it begins.
 */
export async function provisioningReport(
  context: Context,
  period: z.output<typeof ZReportPeriod>,
): Promise<ProvisioningReport> {
  const today = context.now().toISOString().slice(0, 10)
  const end = period.end_date ?? today
  const start = period.start_date ?? new Date(Date.parse(end) - (DAYS - 1) * DAY_MS).toISOString().slice(0, 10)
  if (start > end) throw invalid('start_date', 'must not be after the end')
  const inPeriod = sql`created >= ${start}::date and created < ${end}::date + 1`
  const plays = await sql<PlayFigures>`
    select provisioning_play, count(*)::int as jobs,
      count(*) filter (where provisioning_status = 0)::int as succeeded,
      count(*) filter (where provisioning_status = 2)::int as failed,
      coalesce(sum(extract(epoch from finished - created)) filter (where finished is not null), 0)::float8 as seconds
    from provision where ${inPeriod} group by provisioning_play order by jobs desc, provisioning_play`.execute(
    context.db,
  )
  const failures = await sql<ProvisioningReport['failures'][number]>`
    select p.provisioning_play, e.event_name, count(*)::int as count, max(p.provision_id) as last_provision_id,
      (array_agg(p.error_message order by p.provision_id desc))[1] as last_error
    from provision p
    cross join lateral (
      select event_name from provision_event
      where provision_id = p.provision_id and provisioning_status = 2 order by event_number limit 1
    ) e
    where p.provisioning_status = 2 and p.created >= ${start}::date and p.created < ${end}::date + 1
    group by p.provisioning_play, e.event_name
    order by count desc, last_provision_id desc limit ${MOST_FAILURES}`.execute(context.db)
  const all = plays.rows.reduce(add, { jobs: 0, succeeded: 0, failed: 0, seconds: 0 })
  return {
    start_date: start,
    end_date: end,
    jobs: all.jobs,
    succeeded: all.succeeded,
    failed: all.failed,
    running: all.jobs - all.succeeded - all.failed,
    ...rates(all),
    plays: plays.rows.map((play) => ({
      provisioning_play: play.provisioning_play,
      jobs: play.jobs,
      failed: play.failed,
      ...rates(play),
    })),
    failures: failures.rows,
  }
}

type Figures = { jobs: number; succeeded: number; failed: number; seconds: number }
type PlayFigures = Figures & { provisioning_play: string }

function add(sum: Figures, one: Figures): Figures {
  return {
    jobs: sum.jobs + one.jobs,
    succeeded: sum.succeeded + one.succeeded,
    failed: sum.failed + one.failed,
    seconds: sum.seconds + one.seconds,
  }
}

/** Percent and seconds with one and two decimals, for people to read. */
function rates({ succeeded, failed, seconds }: Figures): {
  success_rate: number | null
  average_duration: number | null
} {
  const ended = succeeded + failed
  if (ended === 0) return { success_rate: null, average_duration: null }
  return {
    success_rate: Math.round((succeeded / ended) * 1000) / 10,
    average_duration: Math.round((seconds / ended) * 100) / 100,
  }
}
