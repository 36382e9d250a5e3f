import { useTranslation } from 'react-i18next'
import { StatusBadge } from '../../components/StatusBadge.tsx'
import { type JobStanding, jobState } from './job-progress.ts'

/** Where a job stands, as a word on its colour. */
export function JobStateBadge({ job }: { job: JobStanding }) {
  const { t } = useTranslation()
  const state = jobState(job)
  return <StatusBadge status={state} label={t(`provisioning:state.${state}`)} />
}
