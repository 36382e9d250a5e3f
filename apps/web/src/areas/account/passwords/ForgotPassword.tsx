import { faEnvelope } from '@fortawesome/free-solid-svg-icons/faEnvelope'
import { Alert, Button, Stack, TextInput } from '@mantine/core'
import { authEndpoints, ZEmail } from '@omnicrm/contract'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../../api/call.ts'
import { AppLink } from '../../../components/AppLink.tsx'
import { Icon } from '../../../components/Icon.tsx'
import { SignInFrame } from '../../login/SignInFrame.tsx'
import { Failure } from '../Failure.tsx'
import { useSending } from '../use-sending.ts'

/** S03: asks for the mail with the link. */
export default function ForgotPassword() {
  const { t } = useTranslation()
  const { isSending, refusal, send } = useSending()
  const [email, setEmail] = useState('')
  const [isChecked, setIsChecked] = useState(false)
  const [answer, setAnswer] = useState<string>()
  const isEmail = ZEmail.safeParse(email).success

  function handleSubmit(event: FormEvent) {
    event.preventDefault()
    setIsChecked(true)
    setAnswer(undefined)
    if (!isEmail) return
    void send(async () => {
      const { message } = await call(authEndpoints.forgotPassword, { body: { email } })
      setAnswer(message)
    })
  }

  return (
    <SignInFrame
      title={t('account:forgot.title')}
      hint={t('account:forgot.hint')}
      icon={<Icon icon={faEnvelope} size={18} />}
    >
      <form onSubmit={handleSubmit} noValidate>
        <Stack gap="md">
          {answer && (
            <Alert color="green" role="status">
              {answer}
            </Alert>
          )}
          <Failure reason={refusal?.reason} />
          <TextInput
            label={t('login:email')}
            type="email"
            autoComplete="username"
            size="md"
            autoFocus
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
            error={isChecked && !isEmail && t('account:email_malformed')}
          />
          <Button type="submit" size="md" loading={isSending} fullWidth>
            {t('account:forgot.submit')}
          </Button>
          <AppLink to="/login">{t('account:back_to_login')}</AppLink>
        </Stack>
      </form>
    </SignInFrame>
  )
}
