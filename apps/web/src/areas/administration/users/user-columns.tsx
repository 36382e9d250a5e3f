import { Group } from '@mantine/core'
import type { User } from '@omnicrm/contract'
import { useTranslation } from 'react-i18next'
import { DateText } from '../../../components/figures.tsx'
import { StatusBadge } from '../../../components/StatusBadge.tsx'
import type { Column } from '../../../components/table/types.ts'

export const userColumns: readonly Column<User>[] = [
  {
    id: 'last_name',
    labelKey: 'administration:user.name',
    cell: ({ first_name, last_name }) => `${first_name} ${last_name}`,
    isSortable: true,
    canHide: false,
  },
  {
    id: 'email',
    labelKey: 'administration:user.email',
    cell: ({ email }) => <bdi>{email}</bdi>,
    isSortable: true,
  },
  {
    id: 'phone_number',
    labelKey: 'account:field.phone',
    cell: ({ phone_number: phone }) => (phone ? <bdi>{phone}</bdi> : '–'),
  },
  { id: 'roles', labelKey: 'administration:user.roles', cell: ({ roles }) => roles.join(', ') || '–' },
  { id: 'state', labelKey: 'administration:user.state', cell: (user) => <UserState user={user} /> },
  {
    id: 'last_login',
    labelKey: 'administration:user.last_login',
    cell: ({ last_login }) => <DateText value={last_login} />,
    isSortable: true,
  },
  {
    id: 'username',
    labelKey: 'administration:user.username',
    cell: ({ username }) => <bdi>{username}</bdi>,
    isSortable: true,
    isHidden: true,
  },
]

/** Whether a user may sign in, and with what. */
export function UserState({ user }: { user: User }) {
  const { t } = useTranslation()
  const state = user.deleted ? 'deleted' : user.locked_until ? 'locked' : user.active ? 'active' : 'inactive'
  const tone = { deleted: 'bad', locked: 'warn', active: 'good', inactive: 'quiet' } as const
  return (
    <Group gap={4} wrap="nowrap">
      <StatusBadge status={state} tone={tone[state]} label={t(`administration:state.${state}`)} />
      {user.is_2fa_enabled && <StatusBadge status="2fa" tone="info" label={t('administration:state.with_2fa')} />}
      {user.force_change && <StatusBadge status="temporary" tone="warn" label={t('administration:state.temporary')} />}
    </Group>
  )
}
