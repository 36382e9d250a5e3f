import { faXmark } from '@fortawesome/free-solid-svg-icons/faXmark'
import { type Permission, type RoleDetail, roleEndpoints } from '@omnicrm/contract'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { defineAction } from '../../../actions/action.ts'
import { call } from '../../../api/call.ts'
import { markStale } from '../../../api/use-write.ts'
import { confirm } from '../../../components/dialog/confirm.tsx'
import { DataTable } from '../../../components/table/DataTable.tsx'
import type { Column } from '../../../components/table/types.ts'
import { showSuccess } from '../../../components/toasts.ts'

/** The permissions of a role. What is taken away counts at the users' next request. */
export function RolePermissions({ role }: { role: RoleDetail }) {
  const { t } = useTranslation()
  const rowActions = useMemo(() => [removeFrom(role)], [role])
  return (
    <DataTable
      id="permissions"
      keepIn="memory"
      label={t('administration:role.permissions')}
      rows={role.permissions}
      columns={columns}
      rowKey={keyOf}
      rowActions={rowActions}
      searchLabel={t('administration:role.find_permission')}
      emptyText={t('administration:role.no_permissions')}
      defaults={defaults}
    />
  )
}

const keyOf = (permission: Permission) => permission.id
const defaults = { sort: { id: 'name', order: 'asc' as const } }

const columns: readonly Column<Permission>[] = [
  {
    id: 'name',
    labelKey: 'administration:role.permission',
    cell: ({ name }) => <code>{name}</code>,
    value: ({ name }) => name,
    isSortable: true,
  },
  {
    id: 'description',
    labelKey: 'administration:role.description',
    cell: ({ description }) => description ?? '–',
    value: ({ description }) => description,
  },
]

function removeFrom(role: RoleDetail) {
  return defineAction<Permission>({
    id: 'role.remove_permission',
    labelKey: 'administration:role.remove_permission',
    icon: faXmark,
    permission: 'admin',
    isDangerous: true,
    run: async ({ id, name }, { t }) => {
      await confirm({
        title: t('administration:role.remove_permission'),
        message: t('administration:role.remove_question', { name: role.name, count: role.user_count }),
        affected: [name],
        canUndo: true,
        confirmLabel: t('administration:role.remove_permission'),
        run: async () => {
          await call(roleEndpoints.removePermission, { params: { role_id: role.id, permission_id: id } })
          await markStale(['auth/roles', 'auth/users', 'auth/me'])
          showSuccess(t('administration:role.permission_removed'))
        },
      })
    },
  })
}
