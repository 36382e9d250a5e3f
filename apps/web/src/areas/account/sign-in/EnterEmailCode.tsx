import { faEnvelopeCircleCheck } from '@fortawesome/free-solid-svg-icons/faEnvelopeCircleCheck'
import { Alert, Button, Stack, TextInput } from '@mantine/core'
import { authEndpoints } from '@omnicrm/contract'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../../api/call.ts'
import { AppLink } from '../../../components/AppLink.tsx'
import { Icon } from '../../../components/Icon.tsx'
import { SignInFrame } from '../../login/SignInFrame.tsx'
import { Failure } from '../Failure.tsx'
import { useSending } from '../use-sending.ts'

/** Verifies an e-mail address by the code of the mail. */
export default function EnterEmailCode() {
  const { t } = useTranslation()
  const { isSending, refusal, send } = useSending()
  const [code, setCode] = useState('')
  const [answer, setAnswer] = useState<string>()

  function handleSubmit(event: FormEvent) {
    event.preventDefault()
    if (!code.trim()) return
    void send(async () => {
      const { message } = await call(authEndpoints.verifyEmailCode, { body: { code } })
      setAnswer(message)
    })
  }

  return (
    <SignInFrame
      title={t('account:verify.title')}
      hint={answer ? undefined : t('account:verify.hint')}
      icon={<Icon icon={faEnvelopeCircleCheck} size={18} />}
    >
      <form onSubmit={handleSubmit} noValidate>
        <Stack gap="md">
          {answer && (
            <Alert color="green" role="status">
              {answer}
            </Alert>
          )}
          <Failure reason={refusal?.reason} />
          {!answer && (
            <>
              <TextInput
                label={t('account:verify.code')}
                size="md"
                autoComplete="one-time-code"
                autoFocus
                value={code}
                onChange={(event) => setCode(event.currentTarget.value)}
              />
              <Button type="submit" size="md" loading={isSending} disabled={!code.trim()} fullWidth>
                {t('account:verify.submit')}
              </Button>
            </>
          )}
          <AppLink to="/">{t('account:verify.go_on')}</AppLink>
        </Stack>
      </form>
    </SignInFrame>
  )
}
