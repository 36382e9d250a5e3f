import { faFingerprint } from '@fortawesome/free-solid-svg-icons/faFingerprint'
import { Button, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Icon } from '../../../components/Icon.tsx'
import { hasPasskeys } from '../passkeys/browser-passkeys.ts'

type Props = { isRunning: boolean; onUse: () => void }

/** The passkey as second factor. Browsers ask for it only after a click. */
export function PasskeyTab({ isRunning, onUse }: Props) {
  const { t } = useTranslation()
  if (!hasPasskeys()) return <Text size="sm">{t('account:passkey.unsupported')}</Text>
  return (
    <Stack gap="md">
      <Text size="sm">{t('account:challenge.passkey_hint')}</Text>
      <Button
        size="md"
        leftSection={<Icon icon={faFingerprint} size={16} />}
        loading={isRunning}
        onClick={onUse}
        fullWidth
        autoFocus
      >
        {t('account:challenge.use_passkey')}
      </Button>
    </Stack>
  )
}
