import { Alert, Skeleton, Stack } from '@mantine/core'
import type { ProvisionDetail } from '@omnicrm/contract'
import { useLocation, useParams } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { AppLink } from '../../components/AppLink.tsx'
import { DateText } from '../../components/figures.tsx'
import { KeyValueList } from '../../components/KeyValueList.tsx'
import { LoadFailure } from '../../components/LoadFailure.tsx'
import { PageHeader } from '../../components/PageHeader.tsx'
import { Panel } from '../../components/Panel.tsx'
import { JobStateBadge } from './JobStateBadge.tsx'
import { retryJob } from './job-actions.ts'
import { isJobOver, jobProgress } from './job-progress.ts'
import { ProductName } from './ProductName.tsx'
import { TaskList } from './TaskList.tsx'
import { useJob } from './use-job.ts'

const actions = [retryJob]

/** S31: one job with its tasks and what each answered. */
export default function JobPage() {
  const { t } = useTranslation()
  const { provisionId } = useParams({ strict: false }) as { provisionId: string }
  const read = useJob(Number(provisionId), { every: 3000 })
  const job = read.data
  const openTask = useTaskOfAddress(job !== undefined)
  if (!job) {
    return read.isError ? (
      <LoadFailure error={read.error} onRetry={() => void read.refetch()} />
    ) : (
      <Skeleton h={240} aria-label={t('common:loading')} />
    )
  }
  const { done, total } = jobProgress(job)
  return (
    <>
      <PageHeader
        title={t('provisioning:page.title', { id: job.provision_id })}
        breadcrumbs={[{ label: t('provisioning:list.title'), to: '/provisioning' }]}
        badges={<JobStateBadge job={job} />}
        note={
          isJobOver(job)
            ? job.playbook_description
            : t(job.queued ? 'provisioning:page.queued' : 'provisioning:page.running', { done, total })
        }
        actions={actions}
        subject={job}
      />
      {job.error_message && (
        <Alert color="red" mb="md" role="alert">
          {job.error_message}
        </Alert>
      )}
      <Stack>
        <Panel title={t('provisioning:page.details')}>
          <Details job={job} />
        </Panel>
        <Panel title={t('provisioning:page.tasks')}>
          <TaskList job={job} withResults openTask={openTask} />
        </Panel>
      </Stack>
    </>
  )
}

function Details({ job }: { job: ProvisionDetail }) {
  const { t } = useTranslation()
  const { done, total } = jobProgress(job)
  return (
    <KeyValueList
      columns={2}
      items={[
        {
          label: t('provisioning:field.customer'),
          value: job.customer_id !== null && (
            <AppLink to={`/customers/${job.customer_id}`}>{job.customer_name ?? job.customer_id}</AppLink>
          ),
        },
        { label: t('provisioning:field.product'), value: <ProductName id={job.product_id} /> },
        {
          label: t('provisioning:field.service'),
          value: job.service_id !== null && <AppLink to={`/services/${job.service_id}`}>{job.service_id}</AppLink>,
        },
        { label: t('provisioning:field.progress'), value: t('provisioning:tasks_done', { done, total }) },
        { label: t('provisioning:field.play'), value: <code>{job.provisioning_play}</code> },
        { label: t('provisioning:field.chain'), value: job.chain_id },
        { label: t('provisioning:field.user'), value: job.initiated_by },
        { label: t('provisioning:field.created'), value: <DateText value={job.created} as="time" /> },
        { label: t('provisioning:field.finished'), value: <DateText value={job.finished} as="time" /> },
      ].map(({ label, value }) => ({ label, value: value === false ? null : value }))}
    />
  )
}

/** Number of the task that the address names (`#task-3`); once it is there, it is scrolled to. */
function useTaskOfAddress(isLoaded: boolean): number | undefined {
  const { hash } = useLocation()
  const number = Number(/^#?task-(\d+)$/.exec(hash)?.[1]) || undefined
  const shown = useRef<number>(undefined)
  useEffect(() => {
    if (!isLoaded || number === undefined || shown.current === number) return
    shown.current = number
    document.getElementById(`task-${number}`)?.scrollIntoView({ block: 'center' })
  }, [isLoaded, number])
  return number
}
