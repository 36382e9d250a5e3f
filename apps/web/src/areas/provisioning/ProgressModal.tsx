import { Alert, Button, Group, Modal, Progress, Skeleton, Stack, Text } from '@mantine/core'
import { type ProvisionDetail, provisionEndpoints, serviceEndpoints } from '@omnicrm/contract'
import { useRouter } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useRead } from '../../api/use-read.ts'
import { useWrite } from '../../api/use-write.ts'
import { useCan } from '../../app/use-can.ts'
import { KeyValueList } from '../../components/KeyValueList.tsx'
import { LoadFailure } from '../../components/LoadFailure.tsx'
import { StatusBadge } from '../../components/StatusBadge.tsx'
import { jobAddress, jobProgress, jobState } from './job-progress.ts'
import classes from './TaskList.module.css'
import { TaskList } from './TaskList.tsx'
import { useJob } from './use-job.ts'

const POLL_MS = 200

type Props = { provisionId: number; doneText?: string; onClose: () => void }

export default function ProgressModal({ provisionId, doneText, onClose }: Props) {
  const { t } = useTranslation()
  // a retry is a new job, shown in the same window
  const [shownId, setShownId] = useState(provisionId)
  const read = useJob(shownId, { every: POLL_MS })
  const job = read.data
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(job ? `provisioning:progress.${jobState(job)}` : 'provisioning:progress.running')}
      size="lg"
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      {job && <Job job={job} doneText={doneText} onRetried={setShownId} onClose={onClose} />}
      {read.isPending && <Skeleton h={120} />}
      {!job && read.isError && <LoadFailure error={read.error} onRetry={() => void read.refetch()} />}
    </Modal>
  )
}

type JobProps = {
  job: ProvisionDetail
  doneText?: string
  onRetried: (provisionId: number) => void
  onClose: () => void
}

function Job({ job, doneText, onRetried, onClose }: JobProps) {
  const { t } = useTranslation()
  const state = jobState(job)
  const { done, total } = jobProgress(job)
  const list = useRef<HTMLDivElement>(null)
  const count = job.provisioning_result_json.length
  // the task that runs is the last one of a long list
  // biome-ignore lint/correctness/useExhaustiveDependencies: the effect runs for each new task
  useEffect(() => {
    list.current?.scrollTo({ top: list.current.scrollHeight })
  }, [count])
  const colors = { queued: 'brand', running: 'brand', success: 'green', failed: 'red' }
  return (
    <Stack gap="sm">
      <div>
        <Text fw={600}>{job.playbook_description || job.provisioning_play}</Text>
        {job.customer_name && <Text c="dimmed">{job.customer_name}</Text>}
      </div>
      <Progress
        value={total === 0 ? 0 : (done / total) * 100}
        color={colors[state]}
        aria-label={t('provisioning:progress.label')}
      />
      <Text role="status" className="numeric">
        {t('provisioning:progress.count', { done, total })}
      </Text>
      <div className={classes.scroll} ref={list}>
        <TaskList job={job} />
      </div>
      {state === 'success' && <Success job={job} doneText={doneText} onClose={onClose} />}
      {state === 'failed' && <Failure job={job} onRetried={onRetried} onClose={onClose} />}
      {(state === 'running' || state === 'queued') && (
        <Group justify="space-between">
          <Text c="dimmed" size="sm">
            {t('provisioning:progress.goes_on')}
          </Text>
          <Button variant="default" onClick={onClose}>
            {t('common:close')}
          </Button>
        </Group>
      )}
    </Stack>
  )
}

function Success({ job, doneText, onClose }: Omit<JobProps, 'onRetried'>) {
  const { t } = useTranslation()
  const router = useRouter()
  const mayView = useCan('view_customer_service')
  const service_id = job.service_id ?? 0
  const { data: service } = useRead(
    serviceEndpoints.get,
    { params: { service_id } },
    { enabled: mayView && job.service_id !== null },
  )
  const button = useFocusWhenShown()

  function handleView() {
    onClose()
    router.history.push(`/services/${service_id}`)
  }

  return (
    <>
      <Alert color="green" role="status">
        {doneText ??
          t(job.customer_name ? 'provisioning:progress.done_for' : 'provisioning:progress.done', {
            customer: job.customer_name,
          })}
      </Alert>
      {job.service_id !== null && (
        <KeyValueList
          items={[
            { label: t('provisioning:field.service_id'), value: job.service_id },
            ...(service
              ? [
                  { label: t('provisioning:field.service_name'), value: service.service_name },
                  {
                    label: t('provisioning:field.service_status'),
                    value: <StatusBadge status={service.service_status} />,
                  },
                ]
              : []),
          ]}
        />
      )}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose} ref={job.service_id === null || !mayView ? button : undefined}>
          {t('common:close')}
        </Button>
        {job.service_id !== null && mayView && (
          <Button onClick={handleView} ref={button}>
            {t('provisioning:progress.view_service')}
          </Button>
        )}
      </Group>
    </>
  )
}

function Failure({ job, onRetried, onClose }: JobProps) {
  const { t } = useTranslation()
  const router = useRouter()
  const mayView = useCan('view_provision')
  const mayRetry = useCan('create_provision')
  const retry = useWrite(provisionEndpoints.retry, { alsoChanges: ['inventory'] })
  const button = useFocusWhenShown()

  function handleLogs() {
    onClose()
    router.history.push(jobAddress(job))
  }

  function handleRetry() {
    const params = { provision_id: job.provision_id }
    retry.mutate({ params }, { onSuccess: ({ provision_id }) => onRetried(provision_id) })
  }

  return (
    <>
      <Alert color="red" role="alert" title={job.error_message ?? t('provisioning:progress.failed_without_reason')}>
        {t('provisioning:progress.id', { id: job.provision_id })}
      </Alert>
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t('common:close')}
        </Button>
        {mayView && (
          <Button variant="default" onClick={handleLogs}>
            {t('provisioning:progress.view_logs')}
          </Button>
        )}
        {mayRetry && (
          <Button onClick={handleRetry} loading={retry.isPending} ref={button}>
            {t('provisioning:retry')}
          </Button>
        )}
      </Group>
    </>
  )
}

/** Whoever works by keyboard goes on with Enter. */
function useFocusWhenShown() {
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    button.current?.focus()
  }, [])
  return button
}
