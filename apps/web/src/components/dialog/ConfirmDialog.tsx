import { Alert, Button, Group, List, Modal, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { reasonOf } from '../../api/api-error.ts'

const SHOWN = 8

export type ConfirmQuestion = {
  title: string
  /** names what is affected, one entry each */
  affected: readonly string[]
  /** whether it can be undone; said in the dialog */
  canUndo: boolean
  message?: string
  /** what the button does, such as "Delete customer" */
  confirmLabel: string
  /** red button; true unless told otherwise */
  isDangerous?: boolean
  run?: () => Promise<unknown>
}

type Props = ConfirmQuestion & { onAnswer: (isConfirmed: boolean) => void }

export function ConfirmDialog({
  title,
  affected,
  canUndo,
  message,
  confirmLabel,
  isDangerous = true,
  run,
  onAnswer,
}: Props) {
  const { t } = useTranslation()
  const [isRunning, setIsRunning] = useState(false)
  const [failure, setFailure] = useState<string>()

  async function handleConfirm() {
    setIsRunning(true)
    setFailure(undefined)
    try {
      await run?.()
      onAnswer(true)
    } catch (thrown) {
      setFailure(reasonOf(thrown, t))
      setIsRunning(false)
    }
  }

  function handleClose() {
    if (!isRunning) onAnswer(false)
  }

  return (
    <Modal opened onClose={handleClose} title={title} size="md" closeButtonProps={{ 'aria-label': t('common:close') }}>
      <Stack gap="sm">
        {message && <Text>{message}</Text>}
        <List spacing={2} fw={600}>
          {affected.slice(0, SHOWN).map((name) => (
            <List.Item key={name}>{name}</List.Item>
          ))}
        </List>
        {affected.length > SHOWN && <Text>{t('common:confirm.more', { count: affected.length - SHOWN })}</Text>}
        <Text c="dimmed">{t(canUndo ? 'common:confirm.can_undo' : 'common:confirm.cannot_undo')}</Text>
        {failure && (
          <Alert color="red" role="alert">
            {failure}
          </Alert>
        )}
        <Group justify="flex-end" mt="xs">
          <Button variant="default" onClick={handleClose} disabled={isRunning}>
            {t('common:cancel')}
          </Button>
          <Button
            color={isDangerous ? 'red' : undefined}
            loading={isRunning}
            onClick={() => void handleConfirm()}
            data-autofocus
          >
            {confirmLabel}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
