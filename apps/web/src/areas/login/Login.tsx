import { Alert, Button, Checkbox, PasswordInput, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useRouter, useSearch } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { reasonOf } from '../../api/api-error.ts'
import { signIn } from '../../app/session.ts'
import { safeReturnPath, startPage } from '../../app/start-page.ts'
import { uiConfig } from '../../app/ui-config.ts'
import classes from './Login.module.css'
import { LoginCarousel } from './LoginCarousel.tsx'

export default function Login() {
  const { t } = useTranslation()
  const router = useRouter()
  const { next } = useSearch({ strict: false }) as { next?: string }
  const [isRunning, setIsRunning] = useState(false)
  const [failure, setFailure] = useState<string>()
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { email: '', password: '', remember_me: false },
    validate: {
      email: (value) => (value.trim() ? null : t('login:email_missing')),
      password: (value) => (value ? null : t('login:password_missing')),
    },
  })
  useEffect(() => {
    document.title = `${t('login:title')} · ${uiConfig().portal_name}`
  }, [t])

  async function handleSubmit(entered: { email: string; password: string; remember_me: boolean }) {
    setIsRunning(true)
    setFailure(undefined)
    try {
      const session = await signIn({ ...entered, email: entered.email.trim() })
      router.history.replace(safeReturnPath(next) ?? startPage(session))
    } catch (thrown) {
      setFailure(reasonOf(thrown, t))
      setIsRunning(false)
    }
  }

  return (
    <div className={classes.page}>
      <LoginCarousel />
      <main className={classes.side}>
        <form className={classes.form} onSubmit={form.onSubmit((entered) => void handleSubmit(entered))} noValidate>
          <div>
            <h1 className={classes.title}>{t('login:welcome', { portal: uiConfig().portal_name })}</h1>
            <p className={classes.hint}>{t('login:hint')}</p>
          </div>
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
              key={form.key('email')}
              {...form.getInputProps('email')}
            />
            <PasswordInput
              label={t('login:password')}
              autoComplete="current-password"
              size="md"
              visibilityToggleButtonProps={{ 'aria-label': t('login:toggle_password'), tabIndex: 0 }}
              key={form.key('password')}
              {...form.getInputProps('password')}
            />
            <Checkbox
              label={t('login:remember_me')}
              size="sm"
              key={form.key('remember_me')}
              {...form.getInputProps('remember_me', { type: 'checkbox' })}
            />
            <Button type="submit" size="md" loading={isRunning} fullWidth>
              {t('login:submit')}
            </Button>
          </Stack>
        </form>
      </main>
    </div>
  )
}
