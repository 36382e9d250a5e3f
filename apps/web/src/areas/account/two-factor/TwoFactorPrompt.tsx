import { Alert, Button, Group, Text } from '@mantine/core'
import { authEndpoints } from '@omnicrm/contract'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useRead } from '../../../api/use-read.ts'
import { useSession } from '../../../app/session.ts'
import { openTwoFactorSetup } from './open-two-factor.tsx'

/** Asks staff without a second factor, at every sign-in, to set one up; customers are not asked (TFA-22, TFA-23). */
export function TwoFactorPrompt() {
  const { t } = useTranslation()
  const session = useSession()
  const [isPutOff, setIsPutOff] = useState(false)
  const isStaff = session !== undefined && session.user.customer_id === null
  const me = useRead(authEndpoints.me, {}, { enabled: isStaff && !isPutOff })
  if (!isStaff || isPutOff || me.data?.user.is_2fa_enabled !== false) return null
  const { id } = session.user
  return (
    <Alert color="yellow" mb="md" title={t('account:two_factor.prompt_title')}>
      <Group justify="space-between" gap="sm">
        <Text size="sm">{t('account:two_factor.prompt')}</Text>
        <Group gap="xs">
          <Button variant="default" size="xs" onClick={() => setIsPutOff(true)}>
            {t('account:two_factor.later')}
          </Button>
          <Button size="xs" onClick={() => openTwoFactorSetup(id)}>
            {t('account:two_factor.set_up')}
          </Button>
        </Group>
      </Group>
    </Alert>
  )
}
