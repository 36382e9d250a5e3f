import { Button, Group, Stack, Text } from '@mantine/core'
import type { Profile } from '@omnicrm/contract'
import { useTranslation } from 'react-i18next'
import { useActionTools } from '../../../actions/use-actions.ts'
import { Panel } from '../../../components/Panel.tsx'
import { StatusBadge } from '../../../components/StatusBadge.tsx'
import { openMoveDevice, openTwoFactorSetup, regenerateBackupCodes } from '../two-factor/open-two-factor.tsx'

/** The second factor of the own account: set up, moved to a new device, or new backup codes. */
export function TwoFactorPanel({ profile }: { profile: Profile }) {
  const { t } = useTranslation()
  const tools = useActionTools()
  const { id, email, is_2fa_enabled: isOn, has_totp: hasApp } = profile
  return (
    <Panel
      title={t('account:two_factor.title')}
      actions={
        <StatusBadge
          status={isOn ? 'active' : 'inactive'}
          label={t(isOn ? 'account:two_factor.on' : 'account:two_factor.off')}
        />
      }
    >
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {t(isOn ? 'account:two_factor.on_hint' : 'account:two_factor.off_hint')}
        </Text>
        <Group gap="sm">
          {!hasApp && (
            <Button variant={isOn ? 'default' : 'filled'} onClick={() => openTwoFactorSetup(id)}>
              {t(isOn ? 'account:two_factor.add_app' : 'account:two_factor.enable')}
            </Button>
          )}
          {hasApp && (
            <Button variant="default" onClick={() => openMoveDevice(id)}>
              {t('account:new_device.open')}
            </Button>
          )}
          {isOn && (
            <Button variant="default" onClick={() => void regenerateBackupCodes({ id, name: email }, tools.t)}>
              {t('account:two_factor.regenerate')}
            </Button>
          )}
        </Group>
      </Stack>
    </Panel>
  )
}
