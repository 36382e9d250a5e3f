import { Alert, Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { type Enrolment, twoFactorEndpoints } from '@omnicrm/contract'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../../api/call.ts'
import { Failure } from '../Failure.tsx'
import { useSending } from '../use-sending.ts'
import { EnrolmentSecret } from './EnrolmentSecret.tsx'

/** Moving the authenticator app to a new device with a backup code (TFA-21). The new secret counts as soon as it shows. */
export default function MoveDeviceDialog({ userId, onClose }: { userId: number; onClose: () => void }) {
  const { t } = useTranslation()
  const { isSending, refusal, send } = useSending()
  const [code, setCode] = useState('')
  const [moved, setMoved] = useState<Enrolment>()

  function handleSubmit(event: FormEvent) {
    event.preventDefault()
    if (!code.trim()) return
    void send(async () => {
      setMoved(
        await call(twoFactorEndpoints.resetForNewDevice, { params: { user_id: userId }, body: { backup_code: code } }),
      )
    })
  }

  return (
    <Modal
      opened
      onClose={onClose}
      title={t('account:new_device.title')}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      {moved ? (
        <Stack gap="md">
          <Alert color="yellow" role="status">
            {t('account:new_device.moved')}
          </Alert>
          <EnrolmentSecret enrolment={moved} />
          <Button onClick={onClose}>{t('account:two_factor.finish')}</Button>
        </Stack>
      ) : (
        <form onSubmit={handleSubmit} noValidate>
          <Stack gap="md">
            <Text size="sm">{t('account:new_device.hint')}</Text>
            <Failure reason={refusal?.reason} />
            <TextInput
              label={t('account:challenge.recovery')}
              description={t('account:challenge.recovery_hint')}
              autoComplete="off"
              data-autofocus
              value={code}
              onChange={(event) => setCode(event.currentTarget.value)}
            />
            <Group justify="flex-end">
              <Button variant="default" onClick={onClose} disabled={isSending}>
                {t('common:cancel')}
              </Button>
              <Button type="submit" loading={isSending} disabled={!code.trim()}>
                {t('account:new_device.start')}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  )
}
