import { Button } from '@mantine/core'
import { type OwnSession, type UserDetail, userEndpoints } from '@omnicrm/contract'
import { useTranslation } from 'react-i18next'
import { call } from '../../../api/call.ts'
import { markStale } from '../../../api/use-write.ts'
import { confirm } from '../../../components/dialog/confirm.tsx'
import { DateText } from '../../../components/figures.tsx'
import { TableSection } from '../../../components/TableSection.tsx'
import { DataTable } from '../../../components/table/DataTable.tsx'
import type { Column } from '../../../components/table/types.ts'
import { showSuccess } from '../../../components/toasts.ts'
import { deviceName } from '../../account/settings/device-name.ts'
import { nameOfUser } from './user-actions.tsx'

/** Where a user is signed in; an administrator may end it all. */
export function UserSessions({ user }: { user: UserDetail }) {
  const { t } = useTranslation()

  async function handleEnd() {
    await confirm({
      title: t('administration:user.end_sessions'),
      affected: [nameOfUser(user)],
      canUndo: false,
      confirmLabel: t('administration:user.end_sessions'),
      run: async () => {
        await call(userEndpoints.endSessions, { params: { user_id: user.id } })
        await markStale(['auth/users'])
        showSuccess(t('administration:user.sessions_ended'))
      },
    })
  }

  return (
    <TableSection
      title={t('account:sessions.title')}
      actions={
        user.sessions.length > 0 && (
          <Button variant="default" onClick={() => void handleEnd()}>
            {t('administration:user.end_sessions')}
          </Button>
        )
      }
    >
      <DataTable
        id="sessions"
        keepIn="memory"
        label={t('account:sessions.title')}
        rows={user.sessions}
        columns={columns}
        rowKey={keyOf}
        emptyText={t('account:sessions.empty')}
      />
    </TableSection>
  )
}

const keyOf = (session: OwnSession) => session.session_id

const columns: readonly Column<OwnSession>[] = [
  {
    id: 'device',
    labelKey: 'account:sessions.device',
    cell: ({ user_agent }) => <bdi title={user_agent ?? undefined}>{deviceName(user_agent)}</bdi>,
  },
  {
    id: 'ip_address',
    labelKey: 'account:sessions.address',
    cell: ({ ip_address }) => (ip_address ? <bdi>{ip_address}</bdi> : '–'),
  },
  {
    id: 'created',
    labelKey: 'account:sessions.began',
    cell: ({ created }) => <DateText value={created} as="time" />,
  },
  {
    id: 'last_used',
    labelKey: 'account:sessions.last_used',
    cell: ({ last_used }) => <DateText value={last_used} as="time" />,
  },
]
