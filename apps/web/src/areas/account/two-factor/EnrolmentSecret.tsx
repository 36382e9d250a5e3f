import { Group, Text } from '@mantine/core'
import type { Enrolment } from '@omnicrm/contract'
import { QRCodeSVG } from 'qrcode.react'
import { useTranslation } from 'react-i18next'
import { CopyButton } from '../../../components/CopyButton.tsx'
import { BackupCodes } from './BackupCodes.tsx'
import classes from './two-factor.module.css'

/** What an authenticator app takes, as QR code and as text, and the backup codes. */
export function EnrolmentSecret({ enrolment }: { enrolment: Enrolment }) {
  const { t } = useTranslation()
  return (
    <>
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
    </>
  )
}
