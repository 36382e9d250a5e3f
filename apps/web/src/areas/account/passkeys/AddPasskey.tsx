import { Button, Group, PasswordInput, Stack, Text, TextInput } from '@mantine/core'
import { passkeyEndpoints } from '@omnicrm/contract'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../../api/call.ts'
import { Failure } from '../Failure.tsx'
import { deviceName } from '../settings/device-name.ts'
import { BackupCodes } from '../two-factor/BackupCodes.tsx'
import { useSending } from '../use-sending.ts'
import { makePasskey } from './browser-passkeys.ts'

type Props = { onDone: () => void; onCancel: () => void }

/** Adding a passkey: password and name, then the browser's own dialog, then backup codes where it is the first second factor. */
export function AddPasskey({ onDone, onCancel }: Props) {
  const { t } = useTranslation()
  const { isSending, refusal, reasonFor, send } = useSending()
  const [entered, setEntered] = useState({ name: deviceName(navigator.userAgent), password: '' })
  const [isChecked, setIsChecked] = useState(false)
  const [codes, setCodes] = useState<readonly string[]>()

  function handleSubmit(event: FormEvent) {
    event.preventDefault()
    setIsChecked(true)
    const { name, password } = entered
    if (!name.trim() || !password) return
    void send(async () => {
      const options = await call(passkeyEndpoints.begin, { body: { password } })
      const credential = await makePasskey(options, t)
      const { backup_codes } = await call(passkeyEndpoints.add, { body: { name, credential } })
      if (backup_codes) setCodes(backup_codes)
      else onDone()
    })
  }

  if (codes) {
    return (
      <Stack gap="md">
        <Text size="sm">{t('account:passkey.first_added')}</Text>
        <BackupCodes codes={codes} />
        <Button onClick={onDone}>{t('account:two_factor.finish')}</Button>
      </Stack>
    )
  }
  return (
    <form onSubmit={handleSubmit} noValidate>
      <Stack gap="md">
        <Text size="sm">{t('account:passkey.add_hint')}</Text>
        <Failure reason={(reasonFor('password') ?? reasonFor('name')) ? undefined : refusal?.reason} />
        <TextInput
          label={t('account:passkey.name')}
          description={t('account:passkey.name_hint')}
          maxLength={60}
          autoComplete="off"
          value={entered.name}
          onChange={(event) => setEntered({ ...entered, name: event.currentTarget.value })}
          error={reasonFor('name') ?? (isChecked && !entered.name.trim() && t('account:field_missing'))}
        />
        <PasswordInput
          label={t('account:password.current')}
          autoComplete="current-password"
          autoFocus
          data-autofocus
          visibilityToggleButtonProps={{ 'aria-label': t('login:toggle_password'), tabIndex: 0 }}
          value={entered.password}
          onChange={(event) => setEntered({ ...entered, password: event.currentTarget.value })}
          error={reasonFor('password') ?? (isChecked && !entered.password && t('login:password_missing'))}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel} disabled={isSending}>
            {t('common:cancel')}
          </Button>
          <Button type="submit" loading={isSending}>
            {t('account:passkey.add')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
