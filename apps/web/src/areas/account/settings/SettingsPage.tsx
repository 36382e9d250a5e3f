import { SimpleGrid, Skeleton, Stack } from '@mantine/core'
import { authEndpoints } from '@omnicrm/contract'
import { useTranslation } from 'react-i18next'
import { useRead } from '../../../api/use-read.ts'
import { LoadFailure } from '../../../components/LoadFailure.tsx'
import { PageHeader } from '../../../components/PageHeader.tsx'
import { PasskeysPanel } from './PasskeysPanel.tsx'
import { PasswordPanel } from './PasswordPanel.tsx'
import { ProfilePanel } from './ProfilePanel.tsx'
import { SessionsPanel } from './SessionsPanel.tsx'
import { TwoFactorPanel } from './TwoFactorPanel.tsx'

/** S06: everything that users decide about their own account. */
export default function SettingsPage() {
  const { t } = useTranslation()
  const me = useRead(authEndpoints.me, {})
  if (me.error && !me.data) return <LoadFailure error={me.error} onRetry={() => void me.refetch()} />
  return (
    <>
      <PageHeader title={t('account:settings.title')} />
      {me.data ? (
        <Stack gap="md">
          <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md">
            <ProfilePanel key={me.data.user.email} profile={me.data.user} />
            <Stack gap="md">
              <PasswordPanel />
              <TwoFactorPanel profile={me.data.user} />
            </Stack>
          </SimpleGrid>
          <PasskeysPanel profile={me.data.user} />
          <SessionsPanel />
        </Stack>
      ) : (
        <Skeleton h={320} />
      )}
    </>
  )
}
