import { faEnvelopeCircleCheck } from '@fortawesome/free-solid-svg-icons/faEnvelopeCircleCheck'
import { Alert, Button, Stack, Text } from '@mantine/core'
import { authEndpoints } from '@omnicrm/contract'
import { useParams, useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../../api/call.ts'
import { AppLink } from '../../../components/AppLink.tsx'
import { Icon } from '../../../components/Icon.tsx'
import { SignInFrame } from '../../login/SignInFrame.tsx'
import { Failure } from '../Failure.tsx'
import { useSending } from '../use-sending.ts'

/** Verifies an e-mail address by the mailed link. It takes a click: programs that look into mails open links too. */
export default function FollowEmailLink() {
  const { t } = useTranslation()
  const router = useRouter()
  const { token = '' } = useParams({ strict: false }) as { token?: string }
  const { isSending, refusal, send } = useSending()
  const [answer, setAnswer] = useState<string>()

  function handleClick() {
    void send(async () => {
      const { message } = await call(authEndpoints.verifyEmailLink, { params: { token } })
      setAnswer(message)
    })
  }

  const isLinkBad = refusal !== undefined && refusal.status >= 400 && refusal.status < 429
  return (
    <SignInFrame
      title={t('account:verify.title')}
      hint={answer || isLinkBad ? undefined : t('account:verify.link_hint')}
      icon={<Icon icon={faEnvelopeCircleCheck} size={18} />}
    >
      <Stack gap="md">
        {answer && (
          <Alert color="green" role="status">
            {answer}
          </Alert>
        )}
        <Failure reason={refusal?.reason} />
        {isLinkBad && (
          <>
            <Text size="sm">{t('account:verify.link_bad')}</Text>
            <Button variant="default" size="md" fullWidth onClick={() => router.history.push('/verify-email')}>
              {t('account:verify.enter_code')}
            </Button>
          </>
        )}
        {!answer && !isLinkBad && (
          <Button size="md" loading={isSending} onClick={handleClick} fullWidth autoFocus>
            {t('account:verify.submit')}
          </Button>
        )}
        <AppLink to="/">{t('account:verify.go_on')}</AppLink>
      </Stack>
    </SignInFrame>
  )
}
