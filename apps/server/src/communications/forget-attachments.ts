import type { Context } from '../platform/context.ts'
import type { ScheduledJob } from '../platform/jobs/scheduler.ts'

const KEPT_DAYS = 30

/** Deletes the files of mails that have been out of the queue for a month; the mails stay on record. Answers how many. */
export async function forgetAttachments({ db, now }: Pick<Context, 'db' | 'now'>): Promise<number> {
  const before = new Date(now().getTime() - KEPT_DAYS * 86_400_000)
  const gone = await db
    .deleteFrom('communication_attachment')
    .where('communication_id', 'in', (mails) =>
      mails
        .selectFrom('communication')
        .select('communication_id')
        .where('status', '!=', 'queued')
        .where('created', '<', before),
    )
    .executeTakeFirst()
  return Number(gone.numDeletedRows)
}

export const communicationJobs: ScheduledJob[] = [
  {
    name: 'forget-mail-attachments',
    description: `Deletes the files of e-mails ${KEPT_DAYS} days after they were sent`,
    schedule: '40 3 * * *',
    run: async (context) => `${await forgetAttachments(context)} files deleted`,
  },
]
