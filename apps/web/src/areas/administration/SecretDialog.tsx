import { Alert, Button, Group, Modal, Stack, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { CopyButton } from '../../components/CopyButton.tsx'

type Props = { title: string; warning: string; label: string; secret: string; copyLabel?: string; onClose: () => void }

/** A secret that is shown this once. A click beside the dialog does not lose it. */
export function SecretDialog({ title, warning, label, secret, copyLabel, onClose }: Props) {
  const { t } = useTranslation()
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <Stack gap="md">
        <Alert color="yellow">{warning}</Alert>
        <TextInput
          label={label}
          readOnly
          value={secret}
          dir="ltr"
          ff="monospace"
          onFocus={(event) => event.currentTarget.select()}
          data-autofocus
        />
        <Group justify="flex-end">
          <CopyButton value={secret} label={copyLabel ?? t('common:copy')} />
          <Button onClick={onClose}>{t('common:close')}</Button>
        </Group>
      </Stack>
    </Modal>
  )
}
