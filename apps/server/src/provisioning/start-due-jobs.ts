import { systemContext } from '../platform/context.ts'
import type { Platform } from '../platform/platform.ts'
import { RUN_TASK, runOptions } from './insert-job.ts'

/**
 * Begins jobs that were ordered for a time that has come; answers how many. A job is taken off the calendar in the transaction
 * that queues it: however often this runs, and in however many processes, it is queued once.
 */
export function startDueJobs(platform: Platform): Promise<number> {
  return systemContext(platform, 'start-due-jobs').change(async (change) => {
    const due = await change.tx
      .updateTable('provision')
      .set({ starts_at: null, last_modified: change.now })
      .where('provisioning_status', '=', 1)
      .where('queued', '=', true)
      .where('starts_at', '<=', change.now)
      .returning(['provision_id', 'customer_id'])
      .execute()
    for (const job of due.toSorted((a, b) => a.provision_id - b.provision_id)) {
      await change.enqueue(RUN_TASK, { provision_id: job.provision_id }, runOptions(job.provision_id, job.customer_id))
      await change.announce(`provision/${job.provision_id}`)
    }
    return due.length
  })
}
