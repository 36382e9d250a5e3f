import { PROVISIONING_STATUS, type Provision, type ProvisionDetail } from '@omnicrm/contract'

export type JobState = 'scheduled' | 'queued' | 'running' | 'success' | 'failed'
export type TaskState = 'done' | 'running' | 'failed' | 'ignored'

export type JobStanding = Pick<Provision, 'provisioning_status' | 'queued'> & Partial<Pick<Provision, 'starts_at'>>

/** State of a job as shown; one that waits, for a worker or for its day, runs as far as the API is concerned. */
export function jobState({ provisioning_status, queued, starts_at }: JobStanding): JobState {
  if (provisioning_status === PROVISIONING_STATUS.success) return 'success'
  if (provisioning_status === PROVISIONING_STATUS.failed) return 'failed'
  if (!queued) return 'running'
  return starts_at ? 'scheduled' : 'queued'
}

/** True once nothing about the job will change any more. */
export function isJobOver(job: JobStanding): boolean {
  const state = jobState(job)
  return state === 'success' || state === 'failed'
}

/** State of a task: a failure that the playbook ignores is no failure of the job. */
export function taskState(status: number): TaskState {
  if (status === PROVISIONING_STATUS.success) return 'done'
  if (status === PROVISIONING_STATUS.failedButIgnored) return 'ignored'
  return status === PROVISIONING_STATUS.failed ? 'failed' : 'running'
}

type Tasks = JobStanding & Pick<ProvisionDetail, 'task_count' | 'provisioning_result_json'>

/**
 * "3 of 6 tasks": those that ended, ignored failures included. Tasks of a rescue section come on top of the count known at
 * the start, and a job that succeeded has done all of them, those that it skipped too.
 */
export function jobProgress(job: Tasks): { done: number; total: number } {
  const events = job.provisioning_result_json
  const total = Math.max(job.task_count, events.length)
  if (jobState(job) === 'success') return { done: total, total }
  const done = events.filter(({ provisioning_status }) =>
    ['done', 'ignored'].includes(taskState(provisioning_status)),
  ).length
  return { done, total }
}

/** Address of a job, at its failed task when there is one. */
export function jobAddress(job: Pick<ProvisionDetail, 'provision_id' | 'provisioning_result_json'>): string {
  const failed = job.provisioning_result_json.find(
    ({ provisioning_status }) => taskState(provisioning_status) === 'failed',
  )
  return `/provisioning/${job.provision_id}${failed ? `#task-${failed.event_number}` : ''}`
}
