import { Button, Group, Stack, Text } from '@mantine/core'
import { type Enrolment, twoFactorEndpoints } from '@omnicrm/contract'
import { QRCodeSVG } from 'qrcode.react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../../api/call.ts'
import { CopyButton } from '../../../components/CopyButton.tsx'
import { Failure } from '../Failure.tsx'
import { useSending } from '../use-sending.ts'
import { BackupCodes } from './BackupCodes.tsx'
import { CodeInput } from './CodeInput.tsx'
import classes from './two-factor.module.css'

type Props = { userId: number; enrolment: Enrolment; onConfirmed: () => void; onCancel: () => void }

/** Second step: the QR code for the app, the backup codes, and a first code that proves that the app has the secret. */
export function EnrolmentCodes({ userId, enrolment, onConfirmed, onCancel }: Props) {
  const { t } = useTranslation()
  const { isSending, refusal, send } = useSending()
  const [code, setCode] = useState('')
  const [attempt, setAttempt] = useState(0)

  function confirmCode(entered: string) {
    if (entered.length !== 6) return
    void send(async () => {
      try {
        await call(twoFactorEndpoints.verifySetup, { params: { user_id: userId }, body: { code: entered } })
      } catch (thrown) {
        setCode('')
        setAttempt((count) => count + 1)
        throw thrown
      }
      onConfirmed()
    })
  }

  function handleSubmit(event: FormEvent) {
    event.preventDefault()
    confirmCode(code)
  }

  return (
    <form onSubmit={handleSubmit} noValidate>
      <Stack gap="md">
        <Text size="sm">{t('account:two_factor.scan_hint')}</Text>
        <div className={classes.scan}>
          <div className={classes.qr}>
            <QRCodeSVG value={enrolment.qr_code_url} size={168} marginSize={2} title={t('account:two_factor.qr')} />
          </div>
          <div className={classes.secret}>
            <Text size="sm" c="dimmed">
              {t('account:two_factor.secret')}
            </Text>
            <Group gap="xs" wrap="nowrap" align="start">
              <code dir="ltr">{enrolment.totp_secret}</code>
              <CopyButton value={enrolment.totp_secret} />
            </Group>
          </div>
        </div>
        <BackupCodes codes={enrolment.backup_codes} />
        <Failure reason={refusal?.reason} />
        <div>
          <Text size="sm" fw={500} mb={4}>
            {t('account:two_factor.first_code')}
          </Text>
          <CodeInput
            key={attempt}
            label={t('account:two_factor.first_code')}
            value={code}
            onChange={setCode}
            onComplete={confirmCode}
            isDisabled={isSending}
            autoFocus={attempt > 0}
          />
        </div>
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel} disabled={isSending}>
            {t('common:cancel')}
          </Button>
          <Button type="submit" loading={isSending} disabled={code.length !== 6}>
            {t('account:two_factor.confirm')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
