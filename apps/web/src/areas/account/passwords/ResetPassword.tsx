import { faLock } from '@fortawesome/free-solid-svg-icons/faLock'
import { Alert, Button, Stack } from '@mantine/core'
import { authEndpoints } from '@omnicrm/contract'
import { useParams, useRouter } from '@tanstack/react-router'
import { type FormEvent, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../../api/call.ts'
import { AppLink } from '../../../components/AppLink.tsx'
import { Icon } from '../../../components/Icon.tsx'
import { SignInFrame } from '../../login/SignInFrame.tsx'
import { Failure } from '../Failure.tsx'
import { useSending } from '../use-sending.ts'
import { isAcceptable, NewPasswordFields } from './NewPasswordFields.tsx'

const READING_MS = 4000

/** S04: a new password by the mailed link. */
export default function ResetPassword() {
  const { t } = useTranslation()
  const router = useRouter()
  const { token = '' } = useParams({ strict: false }) as { token?: string }
  const { isSending, refusal, reasonFor, send } = useSending()
  const [entered, setEntered] = useState({ password: '', again: '' })
  const [isChecked, setIsChecked] = useState(false)
  const [answer, setAnswer] = useState<string>()
  useEffect(() => {
    if (!answer) return
    const timer = setTimeout(() => router.history.replace('/login'), READING_MS)
    return () => clearTimeout(timer)
  }, [answer, router])

  function handleSubmit(event: FormEvent) {
    event.preventDefault()
    setIsChecked(true)
    if (!isAcceptable(entered)) return
    void send(async () => {
      const { message } = await call(authEndpoints.resetPassword, { body: { token, new_password: entered.password } })
      setAnswer(message)
    })
  }

  const isLinkBad = refusal?.field === 'token' || refusal?.status === 404
  return (
    <SignInFrame
      title={t('account:reset.title')}
      hint={isLinkBad || answer ? undefined : t('account:reset.hint')}
      icon={<Icon icon={faLock} size={18} />}
    >
      {answer ? (
        <Stack gap="md">
          <Alert color="green" role="status">
            {answer}
          </Alert>
          <AppLink to="/login">{t('account:go_to_login')}</AppLink>
        </Stack>
      ) : (
        <form onSubmit={handleSubmit} noValidate>
          <Stack gap="md">
            <Failure reason={reasonFor('new_password') ? undefined : refusal?.reason} />
            {isLinkBad ? (
              <Button size="md" fullWidth autoFocus onClick={() => router.history.push('/forgot-password')}>
                {t('account:reset.request_new')}
              </Button>
            ) : (
              <>
                <NewPasswordFields
                  value={entered}
                  onChange={setEntered}
                  isChecked={isChecked}
                  refusal={reasonFor('new_password')}
                  autoFocus
                />
                <Button type="submit" size="md" loading={isSending} fullWidth>
                  {t('account:reset.submit')}
                </Button>
              </>
            )}
            <AppLink to="/login">{t('account:back_to_login')}</AppLink>
          </Stack>
        </form>
      )}
    </SignInFrame>
  )
}
