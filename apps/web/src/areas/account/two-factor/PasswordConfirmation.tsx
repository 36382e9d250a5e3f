import { Button, Group, PasswordInput, Stack, Text } from '@mantine/core'
import { type Enrolment, twoFactorEndpoints } from '@omnicrm/contract'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../../api/call.ts'
import { Failure } from '../Failure.tsx'
import { useSending } from '../use-sending.ts'

type Props = { userId: number; onStarted: (enrolment: Enrolment) => void; onCancel: () => void }

/** First step: whoever sets up the second factor must know the password. */
export function PasswordConfirmation({ userId, onStarted, onCancel }: Props) {
  const { t } = useTranslation()
  const { isSending, refusal, reasonFor, send } = useSending()
  const [password, setPassword] = useState('')
  const [isChecked, setIsChecked] = useState(false)

  function handleSubmit(event: FormEvent) {
    event.preventDefault()
    setIsChecked(true)
    if (!password) return
    void send(async () => {
      onStarted(await call(twoFactorEndpoints.enable, { params: { user_id: userId }, body: { password } }))
    })
  }

  return (
    <form onSubmit={handleSubmit} noValidate>
      <Stack gap="md">
        <Text size="sm">{t('account:two_factor.password_hint')}</Text>
        <Failure reason={reasonFor('password') ? undefined : refusal?.reason} />
        <PasswordInput
          label={t('account:password.current')}
          autoComplete="current-password"
          autoFocus
          data-autofocus
          visibilityToggleButtonProps={{ 'aria-label': t('login:toggle_password'), tabIndex: 0 }}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          error={reasonFor('password') ?? (isChecked && !password && t('login:password_missing'))}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel} disabled={isSending}>
            {t('common:cancel')}
          </Button>
          <Button type="submit" loading={isSending}>
            {t('account:two_factor.continue')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
