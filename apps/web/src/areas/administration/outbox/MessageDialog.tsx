import { Modal, Skeleton, Stack } from '@mantine/core'
import { communicationEndpoints } from '@omnicrm/contract'
import { useTranslation } from 'react-i18next'
import { useRead } from '../../../api/use-read.ts'
import { DateText } from '../../../components/figures.tsx'
import { KeyValueList } from '../../../components/KeyValueList.tsx'
import { LoadFailure } from '../../../components/LoadFailure.tsx'
import classes from './MessageDialog.module.css'

/** One message with its text, as its receiver reads it; secrets are hidden by the server. */
export function MessageDialog({ id, onClose }: { id: number; onClose: () => void }) {
  const { t } = useTranslation()
  const read = useRead(communicationEndpoints.get, { params: { communication_id: id } })
  const message = read.data
  return (
    <Modal
      opened
      onClose={onClose}
      title={message?.subject ?? t('common:loading')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      {read.error && <LoadFailure error={read.error} onRetry={() => void read.refetch()} />}
      {!message && !read.error && <Skeleton h={200} />}
      {message && (
        <Stack gap="md">
          <KeyValueList
            items={[
              { label: t('administration:outbox.recipients'), value: <bdi>{message.recipients}</bdi> },
              { label: t('administration:outbox.sent'), value: <DateText value={message.sent_at} as="time" /> },
              { label: t('administration:outbox.kind'), value: <code>{message.type}</code> },
              { label: t('administration:outbox.error'), value: message.error },
            ]}
          />
          <pre className={classes.body}>{message.body}</pre>
        </Stack>
      )}
    </Modal>
  )
}
