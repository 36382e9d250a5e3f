import { Alert, Button, Stack, Text } from '@mantine/core'
import { type Enrolment, twoFactorEndpoints } from '@omnicrm/contract'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../../api/call.ts'
import { EnrolmentCodes } from './EnrolmentCodes.tsx'
import { PasswordConfirmation } from './PasswordConfirmation.tsx'

type Props = {
  userId: number
  /** what is there already, when an administrator or a backup code began */
  begun?: Enrolment
  onDone: () => void
  onCancel: () => void
}

/** Setting up the second factor in three steps (TFA-05). Leaving before the last leaves everything as it was. */
export function TwoFactorSetup({ userId, begun, onDone, onCancel }: Props) {
  const { t } = useTranslation()
  const [enrolment, setEnrolment] = useState(begun)
  const [isConfirmed, setIsConfirmed] = useState(false)

  async function confirmCode(code: string) {
    await call(twoFactorEndpoints.verifySetup, { params: { user_id: userId }, body: { code } })
    setIsConfirmed(true)
  }

  if (isConfirmed) {
    return (
      <Stack gap="md">
        <Alert color="green" role="status" title={t('account:two_factor.done_title')}>
          <Text size="sm">{t('account:two_factor.done')}</Text>
        </Alert>
        <Button onClick={onDone} autoFocus>
          {t('account:two_factor.finish')}
        </Button>
      </Stack>
    )
  }
  if (!enrolment) return <PasswordConfirmation userId={userId} onStarted={setEnrolment} onCancel={onCancel} />
  return <EnrolmentCodes enrolment={enrolment} onCode={confirmCode} onCancel={onCancel} />
}
