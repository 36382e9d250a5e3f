import { Alert, Button, Checkbox, Group, PasswordInput, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { reasonOf } from '../../api/api-error.ts'
import { type SignInOutcome, signIn } from '../../app/session.ts'
import { AppLink } from '../../components/AppLink.tsx'
import { OtherWaysIn } from './OtherWaysIn.tsx'

type Props = {
  /** what to say first, such as why the page is back */
  notice?: string
  onDone: (outcome: SignInOutcome) => void
}

/** The first step of a sign-in: e-mail and password. */
export function PasswordStep({ notice, onDone }: Props) {
  const { t } = useTranslation()
  const [isRunning, setIsRunning] = useState(false)
  const [failure, setFailure] = useState(notice)
  const [entered, setEntered] = useState({ email: '', password: '', remember_me: false })
  const [isChecked, setIsChecked] = useState(false)

  async function handleSubmit(event: FormEvent) {
    event.preventDefault()
    setIsChecked(true)
    if (!entered.email.trim() || !entered.password) return
    setIsRunning(true)
    setFailure(undefined)
    try {
      onDone(await signIn({ ...entered, email: entered.email.trim() }))
    } catch (thrown) {
      setFailure(reasonOf(thrown, t))
      setIsRunning(false)
    }
  }

  return (
    <form onSubmit={(event) => void handleSubmit(event)} noValidate>
      <Stack gap="md">
        {failure && (
          <Alert color="red" role="alert">
            {failure}
          </Alert>
        )}
        <TextInput
          label={t('login:email')}
          type="email"
          autoComplete="username"
          size="md"
          autoFocus
          value={entered.email}
          onChange={(event) => setEntered({ ...entered, email: event.currentTarget.value })}
          error={isChecked && !entered.email.trim() && t('login:email_missing')}
        />
        <PasswordInput
          label={t('login:password')}
          autoComplete="current-password"
          size="md"
          visibilityToggleButtonProps={{ 'aria-label': t('login:toggle_password'), tabIndex: 0 }}
          value={entered.password}
          onChange={(event) => setEntered({ ...entered, password: event.currentTarget.value })}
          error={isChecked && !entered.password && t('login:password_missing')}
        />
        <Group justify="space-between">
          <Checkbox
            label={t('login:remember_me')}
            size="sm"
            checked={entered.remember_me}
            onChange={(event) => setEntered({ ...entered, remember_me: event.currentTarget.checked })}
          />
          <AppLink to="/forgot-password">{t('login:forgot')}</AppLink>
        </Group>
        <Button type="submit" size="md" loading={isRunning} fullWidth>
          {t('login:submit')}
        </Button>
        <OtherWaysIn isRemembered={entered.remember_me} />
        <Group gap={6} justify="center">
          <Text size="sm" c="dimmed">
            {t('login:no_account')}
          </Text>
          <AppLink to="/sign-up">{t('login:sign_up')}</AppLink>
        </Group>
      </Stack>
    </form>
  )
}
