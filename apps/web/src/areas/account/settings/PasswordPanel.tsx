import { faKey } from '@fortawesome/free-solid-svg-icons/faKey'
import { Button, Group, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Icon } from '../../../components/Icon.tsx'
import { Panel } from '../../../components/Panel.tsx'
import { openChangePassword } from './open-change-password.tsx'

/** The way to a new password. */
export function PasswordPanel() {
  const { t } = useTranslation()
  return (
    <Panel title={t('account:password.title')}>
      <Group justify="space-between" gap="sm">
        <Text size="sm" c="dimmed">
          {t('account:password.hint')}
        </Text>
        <Button variant="default" leftSection={<Icon icon={faKey} size={12} />} onClick={openChangePassword}>
          {t('account:password.change')}
        </Button>
      </Group>
    </Panel>
  )
}
