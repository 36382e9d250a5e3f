import { Button, Group, Text } from '@mantine/core'
import type { Profile } from '@omnicrm/contract'
import { useTranslation } from 'react-i18next'
import { useActionTools } from '../../../actions/use-actions.ts'
import { Panel } from '../../../components/Panel.tsx'
import { StatusBadge } from '../../../components/StatusBadge.tsx'
import { openTwoFactorSetup, regenerateBackupCodes } from '../two-factor/open-two-factor.tsx'

/** The second factor of the own account: set up, or new backup codes. */
export function TwoFactorPanel({ profile }: { profile: Profile }) {
  const { t } = useTranslation()
  const tools = useActionTools()
  const { id, email, is_2fa_enabled: isOn } = profile
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
      <Group justify="space-between" gap="sm">
        <Text size="sm" c="dimmed" maw="28rem">
          {t(isOn ? 'account:two_factor.on_hint' : 'account:two_factor.off_hint')}
        </Text>
        {isOn ? (
          <Button variant="default" onClick={() => void regenerateBackupCodes({ id, name: email }, tools.t)}>
            {t('account:two_factor.regenerate')}
          </Button>
        ) : (
          <Button onClick={() => openTwoFactorSetup(id)}>{t('account:two_factor.enable')}</Button>
        )}
      </Group>
    </Panel>
  )
}
