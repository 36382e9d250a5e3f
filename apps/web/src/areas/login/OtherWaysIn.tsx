import { Alert, Button, Divider, Group, Stack } from '@mantine/core'
import { useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { reasonOf } from '../../api/api-error.ts'
import { startProviderSignIn } from '../../app/provider-sign-in.ts'
import { safeReturnPath } from '../../app/start-page.ts'
import { uiConfig } from '../../app/ui-config.ts'
import classes from './Login.module.css'
import { socialButtons } from './social-buttons.ts'

/** Buttons of the providers that the operator has set up, and of those that are still to come. */
export function OtherWaysIn({ isRemembered }: { isRemembered: boolean }) {
  const { t } = useTranslation()
  const { next } = useSearch({ strict: false }) as { next?: string }
  const [leavingFor, setLeavingFor] = useState<string>()
  const [notice, setNotice] = useState<{ text: string; isFailure: boolean }>()
  const { sign_in_providers: providers, social_logins: isSocial } = uiConfig()
  const social = socialButtons(providers, isSocial)
  if (providers.length + social.length === 0) return null

  async function handleProvider(name: string) {
    setLeavingFor(name)
    setNotice(undefined)
    try {
      const url = await startProviderSignIn(name, { remember_me: isRemembered, next: safeReturnPath(next) })
      window.location.assign(url)
    } catch (thrown) {
      setNotice({ text: reasonOf(thrown, t), isFailure: true })
      setLeavingFor(undefined)
    }
  }

  return (
    <Stack gap="sm">
      <Divider label={t('login:or')} />
      {providers.map(({ name, label }) => (
        <Button
          key={name}
          variant="default"
          size="md"
          fullWidth
          className={classes.provider}
          loading={leavingFor === name}
          disabled={leavingFor !== undefined}
          onClick={() => void handleProvider(name)}
        >
          {t('login:with_provider', { provider: label })}
        </Button>
      ))}
      {social.length > 0 && (
        <Group grow gap="sm">
          {social.map((provider) => (
            <Button
              key={provider}
              variant="default"
              size="md"
              px="xs"
              aria-label={t('login:with_provider', { provider })}
              onClick={() => setNotice({ text: t('login:coming_soon', { provider }), isFailure: false })}
            >
              {provider}
            </Button>
          ))}
        </Group>
      )}
      {notice && (
        <Alert color={notice.isFailure ? 'red' : 'blue'} role={notice.isFailure ? 'alert' : 'status'}>
          {notice.text}
        </Alert>
      )}
    </Stack>
  )
}
