import { faPowerOff } from '@fortawesome/free-solid-svg-icons/faPowerOff'
import { faRotate } from '@fortawesome/free-solid-svg-icons/faRotate'
import { Button, Group } from '@mantine/core'
import { authEndpoints, type OwnSession } from '@omnicrm/contract'
import { useTranslation } from 'react-i18next'
import { defineAction } from '../../../actions/action.ts'
import { call } from '../../../api/call.ts'
import { useRead } from '../../../api/use-read.ts'
import { markStale } from '../../../api/use-write.ts'
import { confirm } from '../../../components/dialog/confirm.tsx'
import { DateText } from '../../../components/figures.tsx'
import { Icon } from '../../../components/Icon.tsx'
import { StatusBadge } from '../../../components/StatusBadge.tsx'
import { TableSection } from '../../../components/TableSection.tsx'
import { DataTable } from '../../../components/table/DataTable.tsx'
import type { Column } from '../../../components/table/types.ts'
import { showSuccess } from '../../../components/toasts.ts'
import { deviceName } from './device-name.ts'

/** Where the user is signed in. Read on opening and on Refresh only. */
export function SessionsPanel() {
  const { t } = useTranslation()
  const sessions = useRead(authEndpoints.sessions, {})
  const others = sessions.data?.filter(({ current }) => !current) ?? []

  async function handleEndOthers() {
    await confirm({
      title: t('account:sessions.end_others'),
      affected: others.map(({ user_agent }) => deviceName(user_agent)),
      canUndo: false,
      confirmLabel: t('account:sessions.end_others'),
      run: async () => {
        await call(authEndpoints.endOtherSessions, {})
        await markStale(['auth/sessions'])
        showSuccess(t('account:sessions.others_ended'))
      },
    })
  }

  return (
    <TableSection
      title={t('account:sessions.title')}
      actions={
        <Group gap="xs">
          <Button
            variant="default"
            leftSection={<Icon icon={faRotate} size={12} />}
            loading={sessions.isFetching}
            onClick={() => void sessions.refetch()}
          >
            {t('account:sessions.refresh')}
          </Button>
          {others.length > 0 && (
            <Button variant="default" onClick={() => void handleEndOthers()}>
              {t('account:sessions.end_others')}
            </Button>
          )}
        </Group>
      }
    >
      <DataTable
        id="sessions"
        keepIn="memory"
        label={t('account:sessions.title')}
        rows={sessions.data}
        error={sessions.error}
        onRetry={() => void sessions.refetch()}
        columns={columns}
        rowKey={(session) => session.session_id}
        rowActions={rowActions}
        emptyText={t('account:sessions.empty')}
      />
    </TableSection>
  )
}

const rowActions = [
  defineAction<OwnSession>({
    id: 'session.end',
    labelKey: 'account:sessions.end',
    icon: faPowerOff,
    isDangerous: true,
    visible: ({ current }) => !current,
    run: async ({ session_id, user_agent }, { t }) => {
      await confirm({
        title: t('account:sessions.end'),
        affected: [deviceName(user_agent)],
        canUndo: false,
        confirmLabel: t('account:sessions.end'),
        run: async () => {
          await call(authEndpoints.endSession, { params: { session_id } })
          await markStale(['auth/sessions'])
          showSuccess(t('account:sessions.ended'))
        },
      })
    },
  }),
]

const columns: readonly Column<OwnSession>[] = [
  {
    id: 'device',
    labelKey: 'account:sessions.device',
    cell: (session) => <Device session={session} />,
    value: ({ user_agent }) => deviceName(user_agent),
    canHide: false,
  },
  {
    id: 'ip_address',
    labelKey: 'account:sessions.address',
    cell: ({ ip_address }) => (ip_address ? <bdi>{ip_address}</bdi> : '–'),
    value: ({ ip_address }) => ip_address,
  },
  {
    id: 'created',
    labelKey: 'account:sessions.began',
    cell: ({ created }) => <DateText value={created} as="time" />,
    value: ({ created }) => created,
  },
  {
    id: 'last_used',
    labelKey: 'account:sessions.last_used',
    cell: ({ last_used }) => <DateText value={last_used} as="time" />,
    value: ({ last_used }) => last_used,
  },
]

function Device({ session }: { session: OwnSession }) {
  const { t } = useTranslation()
  return (
    <Group gap="xs" title={session.user_agent ?? undefined}>
      <bdi>{deviceName(session.user_agent)}</bdi>
      {session.current && <StatusBadge status="active" label={t('account:sessions.this')} />}
    </Group>
  )
}
