import { Alert, Button, Checkbox, PasswordInput, Stack, TextInput } from '@mantine/core'
import { useRouter, useSearch } from '@tanstack/react-router'
import { type FormEvent, useEffect, useState } from 'react'
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
  const [entered, setEntered] = useState({ email: '', password: '', remember_me: false })
  const [isChecked, setIsChecked] = useState(false)
  useEffect(() => {
    document.title = `${t('login:title')} · ${uiConfig().portal_name}`
  }, [t])

  async function handleSubmit(event: FormEvent) {
    event.preventDefault()
    setIsChecked(true)
    if (!entered.email.trim() || !entered.password) return
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
        <form className={classes.form} onSubmit={(event) => void handleSubmit(event)} noValidate>
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
            <Checkbox
              label={t('login:remember_me')}
              size="sm"
              checked={entered.remember_me}
              onChange={(event) => setEntered({ ...entered, remember_me: event.currentTarget.checked })}
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
