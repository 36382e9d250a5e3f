import { faLock } from '@fortawesome/free-solid-svg-icons/faLock'
import { Button, PasswordInput, Stack } from '@mantine/core'
import { authEndpoints } from '@omnicrm/contract'
import { useRouter, useSearch } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../../api/call.ts'
import { reloadSession } from '../../../app/session.ts'
import { safeReturnPath, startPage } from '../../../app/start-page.ts'
import { Icon } from '../../../components/Icon.tsx'
import { SignInFrame } from '../../login/SignInFrame.tsx'
import { Failure } from '../Failure.tsx'
import { LeaveButton } from '../sign-in/LeaveButton.tsx'
import { useSending } from '../use-sending.ts'
import { isAcceptable, NewPasswordFields } from './NewPasswordFields.tsx'

/** S05: a temporary password is changed before anything else opens. */
export default function ForcedPasswordChange() {
  const { t } = useTranslation()
  const router = useRouter()
  const { next } = useSearch({ strict: false }) as { next?: string }
  const { isSending, refusal, reasonFor, send } = useSending()
  const [current, setCurrent] = useState('')
  const [entered, setEntered] = useState({ password: '', again: '' })
  const [isChecked, setIsChecked] = useState(false)

  function handleSubmit(event: FormEvent) {
    event.preventDefault()
    setIsChecked(true)
    if (!current || !isAcceptable(entered)) return
    void send(async () => {
      const body = { current_password: current, new_password: entered.password }
      await call(authEndpoints.changePassword, { body })
      const session = await reloadSession()
      if (session) router.history.replace(safeReturnPath(next) ?? startPage(session))
    })
  }

  const isShownAtField = refusal?.field === 'new_password' || refusal?.field === 'current_password'
  return (
    <SignInFrame
      title={t('account:forced.title')}
      hint={t('account:forced.hint')}
      icon={<Icon icon={faLock} size={18} />}
    >
      <form onSubmit={handleSubmit} noValidate>
        <Stack gap="md">
          <Failure reason={isShownAtField ? undefined : refusal?.reason} />
          <PasswordInput
            label={t('account:forced.temporary')}
            autoComplete="current-password"
            size="md"
            autoFocus
            visibilityToggleButtonProps={{ 'aria-label': t('login:toggle_password'), tabIndex: 0 }}
            value={current}
            onChange={(event) => setCurrent(event.currentTarget.value)}
            error={reasonFor('current_password') ?? (isChecked && !current && t('login:password_missing'))}
          />
          <NewPasswordFields
            value={entered}
            onChange={setEntered}
            isChecked={isChecked}
            refusal={reasonFor('new_password')}
          />
          <Button type="submit" size="md" loading={isSending} fullWidth>
            {t('account:password.change')}
          </Button>
          <LeaveButton />
        </Stack>
      </form>
    </SignInFrame>
  )
}
