import { Alert, Button, Skeleton, Stack } from '@mantine/core'
import type { ProvisionDetail } from '@omnicrm/contract'
import { useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useActionTools } from '../../actions/use-actions.ts'
import { useCan } from '../../app/use-can.ts'
import { AppLink } from '../../components/AppLink.tsx'
import { DateText } from '../../components/figures.tsx'
import { KeyValueList } from '../../components/KeyValueList.tsx'
import { LoadFailure } from '../../components/LoadFailure.tsx'
import { PageHeader } from '../../components/PageHeader.tsx'
import { Panel } from '../../components/Panel.tsx'
import { useFormats } from '../../format/use-formats.ts'
import { JobTicket } from '../tickets/JobTicket.tsx'
import { ChainSteps } from './ChainSteps.tsx'
import { initiatorOf } from './initiator-of.ts'
import { JobStateBadge } from './JobStateBadge.tsx'
import { JobTasks } from './JobTasks.tsx'
import { retryJob } from './job-actions.ts'
import { isJobOver, jobProgress, jobState } from './job-progress.ts'
import { ProductName } from './ProductName.tsx'
import { askToStop, canStop } from './stop-job.ts'
import { useChain } from './use-chain.ts'
import { useJob } from './use-job.ts'

const actions = [retryJob]

/** S31: one job with its tasks and what each answered. */
export default function JobPage() {
  const { t } = useTranslation()
  const { provisionId } = useParams({ strict: false }) as { provisionId: string }
  const read = useJob(Number(provisionId), { every: 3000 })
  const job = read.data
  const chain = useChain(job?.chain_id)
  if (!job) {
    return read.isError ? (
      <LoadFailure error={read.error} onRetry={() => void read.refetch()} />
    ) : (
      <Skeleton h={240} aria-label={t('common:loading')} />
    )
  }
  return (
    <>
      <PageHeader
        title={t('provisioning:page.title', { id: job.provision_id })}
        breadcrumbs={[{ label: t('provisioning:list.title'), to: '/provisioning' }]}
        badges={<JobStateBadge job={job} />}
        note={<Note job={job} />}
        actions={actions}
        subject={job}
      >
        <StopButton job={job} />
      </PageHeader>
      <Stack>
        {job.cancelled_by && !isJobOver(job) && (
          <Alert color="orange" role="status">
            {t('provisioning:stop.stopping', { name: job.cancelled_by })}
          </Alert>
        )}
        {job.error_message && (
          <Alert color="red" role="alert">
            {job.error_message}
          </Alert>
        )}
        <Panel title={t('provisioning:page.details')}>
          <Details job={job} />
        </Panel>
        {chain && (
          <Panel title={t('provisioning:chain.title')}>
            <ChainSteps chain={chain} provisionId={job.provision_id} hasLinks />
          </Panel>
        )}
        <JobTasks key={job.provision_id} job={job} />
        <JobTicket job={job} />
      </Stack>
    </>
  )
}

function Note({ job }: { job: ProvisionDetail }) {
  const { t } = useTranslation()
  const { dateTime } = useFormats()
  const { done, total } = jobProgress(job)
  const state = jobState(job)
  if (state === 'scheduled' && job.starts_at) return t('provisioning:begins_on', { when: dateTime(job.starts_at) })
  if (state === 'queued') return t('provisioning:page.queued')
  return state === 'running' ? t('provisioning:page.running', { done, total }) : job.playbook_description
}

function StopButton({ job }: { job: ProvisionDetail }) {
  const { t } = useTranslation()
  const tools = useActionTools()
  const mayStop = useCan('create_provision')
  if (!mayStop || !canStop(job)) return null
  return (
    <Button variant="default" c="var(--bad-ink)" onClick={() => void askToStop(job, tools.t)}>
      {t('provisioning:stop.action')}
    </Button>
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
        { label: t('provisioning:field.user'), value: initiatorOf(job) },
        { label: t('provisioning:field.created'), value: <DateText value={job.created} as="time" /> },
        { label: t('provisioning:field.finished'), value: <DateText value={job.finished} as="time" /> },
      ].map(({ label, value }) => ({ label, value: value === false ? null : value }))}
    />
  )
}
