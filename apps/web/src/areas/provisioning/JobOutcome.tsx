import { Alert, Button, Group } from '@mantine/core'
import { type ProvisionDetail, provisionEndpoints, serviceEndpoints } from '@omnicrm/contract'
import { useRouter } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useRead } from '../../api/use-read.ts'
import { useWrite } from '../../api/use-write.ts'
import { useCan } from '../../app/use-can.ts'
import { KeyValueList } from '../../components/KeyValueList.tsx'
import { StatusBadge } from '../../components/StatusBadge.tsx'
import { jobAddress } from './job-progress.ts'

type SuccessProps = { job: ProvisionDetail; doneText?: string; onClose: () => void }

/** What a job made, and the way there. */
export function Success({ job, doneText, onClose }: SuccessProps) {
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

type FailureProps = { job: ProvisionDetail; onRetried: (provisionId: number) => void; onClose: () => void }

/** Why a job failed, its log, and another try. */
export function Failure({ job, onRetried, onClose }: FailureProps) {
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
