import { Button, Stack, Text, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'

type Props = {
  code: string
  onChange: (code: string) => void
  isRunning: boolean
  /** spends the code on a new secret instead of a sign-in */
  onMove: () => void
}

/** A backup code, to sign in with (the form's own button) or to set up a new device with. */
export function RecoveryTab({ code, onChange, isRunning, onMove }: Props) {
  const { t } = useTranslation()
  return (
    <Stack gap="md">
      <TextInput
        label={t('account:challenge.recovery')}
        description={t('account:challenge.recovery_hint')}
        size="md"
        autoComplete="off"
        autoFocus
        value={code}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <Button type="submit" size="md" loading={isRunning} fullWidth>
        {t('account:challenge.verify')}
      </Button>
      <div>
        <Text size="sm" c="dimmed" mb={6}>
          {t('account:new_device.question')}
        </Text>
        <Button variant="default" fullWidth disabled={isRunning || !code.trim()} onClick={onMove}>
          {t('account:new_device.start')}
        </Button>
      </div>
    </Stack>
  )
}
