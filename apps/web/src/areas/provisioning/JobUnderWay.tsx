import { Alert, Button, Group, Text } from '@mantine/core'
import type { ProvisionDetail } from '@omnicrm/contract'
import { useTranslation } from 'react-i18next'
import { useActionTools } from '../../actions/use-actions.ts'
import { useCan } from '../../app/use-can.ts'
import { useFormats } from '../../format/use-formats.ts'
import { askToStop, canStop } from './stop-job.ts'

type Props = { job: ProvisionDetail; onClose: () => void }

/** Below a job that has not ended: when it begins, who stops it, and that it goes on without this window. */
export function JobUnderWay({ job, onClose }: Props) {
  const { t } = useTranslation()
  const { dateTime } = useFormats()
  const tools = useActionTools()
  const mayStop = useCan('create_provision')
  return (
    <>
      {job.starts_at && (
        <Alert color="brand" role="status">
          {t('provisioning:progress.begins_held', { when: dateTime(job.starts_at) })}
        </Alert>
      )}
      {job.cancelled_by && (
        <Alert color="orange" role="status">
          {t('provisioning:stop.stopping', { name: job.cancelled_by })}
        </Alert>
      )}
      <Group justify="space-between" gap="sm">
        <Text c="dimmed" size="sm">
          {!job.starts_at && t('provisioning:progress.goes_on')}
        </Text>
        <Group gap="xs">
          {mayStop && canStop(job) && (
            <Button variant="default" c="var(--bad-ink)" onClick={() => void askToStop(job, tools.t)}>
              {t('provisioning:stop.action')}
            </Button>
          )}
          <Button variant="default" onClick={onClose}>
            {t('common:close')}
          </Button>
        </Group>
      </Group>
    </>
  )
}
