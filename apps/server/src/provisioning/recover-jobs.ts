import { systemContext } from '../platform/context.ts'
import { freeJobsOfTheDead, SILENCE_SECONDS } from './claim-job.ts'
import { RUN_TASK, runOptions } from './insert-job.ts'
import type { Worker } from './run-job.ts'

/**
 * Takes up jobs that nobody runs: those of workers that are gone, and those that wait without a task. None stays at status 1.
 */
export async function recoverJobs({ platform, workerId }: Worker): Promise<void> {
  const jobs = await freeJobsOfTheDead(platform.db, workerId)
  if (jobs.length === 0) return
  await systemContext(platform, 'recover').change(async (change) => {
    for (const job of jobs) {
      await change.enqueue(RUN_TASK, { provision_id: job.provision_id }, runOptions(job.provision_id, job.customer_id))
    }
  })
}

/** Looks again and again for workers that have died elsewhere; answers how to stop. */
export function watchWorkers(worker: Worker): () => void {
  const timer = setInterval(() => {
    recoverJobs(worker).catch((error) => worker.platform.log.warn({ err: error }, 'lost jobs could not be looked for'))
  }, SILENCE_SECONDS * 500)
  timer.unref()
  return () => clearInterval(timer)
}
