import { Button, Group, Skeleton, Stack, Text } from '@mantine/core'
import { twoFactorEndpoints, type UserDetail, userEndpoints } from '@omnicrm/contract'
import { useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { runAction, useActionTools } from '../../../actions/use-actions.ts'
import { isApiError } from '../../../api/api-error.ts'
import { call } from '../../../api/call.ts'
import { useRead } from '../../../api/use-read.ts'
import { NotFound } from '../../../app/NotFound.tsx'
import { AppLink } from '../../../components/AppLink.tsx'
import { LoadFailure } from '../../../components/LoadFailure.tsx'
import { PageHeader } from '../../../components/PageHeader.tsx'
import { Panel } from '../../../components/Panel.tsx'
import { openTwoFactorSetup, regenerateBackupCodes } from '../../account/two-factor/open-two-factor.tsx'
import { UserData } from './UserData.tsx'
import classes from './UserPage.module.css'
import { UserSessions } from './UserSessions.tsx'
import { nameOfUser, userActions } from './user-actions.tsx'
import { UserState } from './user-columns.tsx'

/** One user: data, security, permissions, sessions. */
export default function UserPage() {
  const { t } = useTranslation()
  const { userId: text } = useParams({ strict: false }) as { userId?: string }
  const userId = Number(text)
  const isId = Number.isInteger(userId) && userId > 0
  const read = useRead(userEndpoints.get, { params: { user_id: userId } }, { enabled: isId })
  if (!isId || (isApiError(read.error) && read.error.status === 404)) return <NotFound />
  if (read.error && !read.data) return <LoadFailure error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <Skeleton h={240} aria-label={t('common:loading')} />
  const user = read.data
  return (
    <>
      <PageHeader
        title={`${user.first_name} ${user.last_name}`}
        breadcrumbs={[{ label: t('administration:users.title'), to: '/users' }]}
        badges={<UserState user={user} />}
        note={<AppLink to={`/audit?f.user_id=${user.id}`}>{t('administration:user.audit')}</AppLink>}
        actions={userActions}
        subject={user}
      />
      <Stack gap="md">
        <Panel title={t('administration:user.data')}>
          <UserData user={user} />
        </Panel>
        {!user.deleted && <Security user={user} />}
        <UserSessions user={user} />
        <Panel title={t('administration:user.permissions')}>
          {user.permissions.length > 0 ? (
            <ul className={classes.permissions}>
              {user.permissions.map((name) => (
                <li key={name}>{name}</li>
              ))}
            </ul>
          ) : (
            <Text c="dimmed">{t('administration:user.no_permissions')}</Text>
          )}
        </Panel>
      </Stack>
    </>
  )
}

/** The second factor of someone else: an administrator begins it, or makes new backup codes (TFA-15, TFA-24). */
function Security({ user }: { user: UserDetail }) {
  const { t } = useTranslation()
  const tools = useActionTools()

  function handleEnable() {
    const run = async () =>
      openTwoFactorSetup(user.id, await call(twoFactorEndpoints.enable, { params: { user_id: user.id }, body: {} }))
    void runAction({ run }, undefined, tools)
  }

  return (
    <Panel title={t('administration:user.security')}>
      <Group justify="space-between" gap="sm">
        <Text size="sm" c="dimmed" maw="36rem">
          {t(user.is_2fa_enabled ? 'administration:user.has_2fa' : 'administration:user.has_no_2fa')}
        </Text>
        {user.is_2fa_enabled ? (
          <Button
            variant="default"
            onClick={() => void regenerateBackupCodes({ id: user.id, name: nameOfUser(user) }, tools.t)}
          >
            {t('account:two_factor.regenerate')}
          </Button>
        ) : (
          <Button variant="default" onClick={handleEnable}>
            {t('account:two_factor.enable')}
          </Button>
        )}
      </Group>
    </Panel>
  )
}
