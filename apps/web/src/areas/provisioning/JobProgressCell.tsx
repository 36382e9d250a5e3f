import type { Provision } from '@omnicrm/contract'
import { useTranslation } from 'react-i18next'
import { useFormats } from '../../format/use-formats.ts'
import { isJobOver, jobProgress } from './job-progress.ts'
import { useJob } from './use-job.ts'

/** "3 of 6 tasks" of a running job; when one begins that is to begin later; of one that ended, how many tasks it had. */
export function JobProgressCell({ job }: { job: Provision }) {
  const { t } = useTranslation()
  const { dateTime } = useFormats()
  if (isJobOver(job)) return <span className="numeric">{t('provisioning:tasks', { count: job.task_count })}</span>
  if (job.starts_at) return t('provisioning:begins_on', { when: dateTime(job.starts_at) })
  return <RunningProgress provisionId={job.provision_id} />
}

function RunningProgress({ provisionId }: { provisionId: number }) {
  const { t } = useTranslation()
  const { data } = useJob(provisionId, { every: 3000 })
  return <span className="numeric">{data ? t('provisioning:tasks_done', jobProgress(data)) : '–'}</span>
}
