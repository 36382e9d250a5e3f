import { faUserSecret } from '@fortawesome/free-solid-svg-icons/faUserSecret'
import { Button, Stack } from '@mantine/core'
import { useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { startImpersonation } from '../../../app/session.ts'
import { Icon } from '../../../components/Icon.tsx'
import { SignInFrame } from '../../login/SignInFrame.tsx'
import { Failure } from '../Failure.tsx'
import { useSending } from '../use-sending.ts'

/** First page of the tab in which staff act as a user. It takes a click, so that no link from elsewhere starts it (IMP-03). */
export default function LoginAs() {
  const { t } = useTranslation()
  const { userId } = useParams({ strict: false }) as { userId?: string }
  const { isSending, refusal, send } = useSending()

  function handleStart() {
    void send(async () => {
      await startImpersonation(Number(userId))
      location.replace('/')
    })
  }

  return (
    <SignInFrame
      title={t('account:impersonation.title')}
      hint={t('account:impersonation.hint')}
      icon={<Icon icon={faUserSecret} size={18} />}
    >
      <Stack gap="md">
        <Failure reason={refusal?.reason} />
        <Button size="md" loading={isSending} onClick={handleStart} autoFocus>
          {t('account:impersonation.start')}
        </Button>
        <Button variant="subtle" onClick={() => window.close()} disabled={isSending}>
          {t('common:cancel')}
        </Button>
      </Stack>
    </SignInFrame>
  )
}
