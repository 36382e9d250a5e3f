import { faUserMinus } from '@fortawesome/free-solid-svg-icons/faUserMinus'
import { type RoleDetail, type RoleMember, roleEndpoints } from '@omnicrm/contract'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { defineAction } from '../../../actions/action.ts'
import { call } from '../../../api/call.ts'
import { markStale } from '../../../api/use-write.ts'
import { confirm } from '../../../components/dialog/confirm.tsx'
import { DataTable } from '../../../components/table/DataTable.tsx'
import type { Column } from '../../../components/table/types.ts'
import { showSuccess } from '../../../components/toasts.ts'

/** The users who hold a role; each opens, and can lose it. */
export function RoleMembers({ role }: { role: RoleDetail }) {
  const { t } = useTranslation()
  const rowActions = useMemo(() => [takeFrom(role)], [role])
  return (
    <DataTable
      id="members"
      keepIn="memory"
      label={t('administration:role.users')}
      rows={role.users}
      columns={columns}
      rowKey={keyOf}
      rowHref={hrefOf}
      rowActions={rowActions}
      searchLabel={t('administration:user.find')}
      emptyText={t('administration:role.no_users')}
    />
  )
}

const keyOf = (user: RoleMember) => user.id
const hrefOf = (user: RoleMember) => `/users/${user.id}`
const nameOf = ({ first_name, last_name }: RoleMember) => `${first_name} ${last_name}`

const columns: readonly Column<RoleMember>[] = [
  { id: 'name', labelKey: 'administration:user.name', cell: nameOf, value: nameOf, isSortable: true },
  {
    id: 'email',
    labelKey: 'administration:user.email',
    cell: ({ email }) => <bdi>{email}</bdi>,
    value: ({ email }) => email,
    isSortable: true,
  },
  {
    id: 'username',
    labelKey: 'administration:user.username',
    cell: ({ username }) => <bdi>{username}</bdi>,
    value: ({ username }) => username,
    isSortable: true,
    isHidden: true,
  },
]

function takeFrom(role: RoleDetail) {
  return defineAction<RoleMember>({
    id: 'role.remove_user',
    labelKey: 'administration:role.remove_user',
    icon: faUserMinus,
    permission: 'admin',
    isDangerous: true,
    run: async (user, { t }) => {
      await confirm({
        title: t('administration:role.remove_user'),
        message: t('administration:role.remove_user_question', { name: role.name }),
        affected: [`${nameOf(user)} (${user.email})`],
        canUndo: true,
        confirmLabel: t('administration:role.remove_user'),
        run: async () => {
          await call(roleEndpoints.removeUser, { params: { role_id: role.id, user_id: user.id } })
          await markStale(['auth/roles', 'auth/users', 'auth/me'])
          showSuccess(t('administration:role.user_removed'))
        },
      })
    },
  })
}
