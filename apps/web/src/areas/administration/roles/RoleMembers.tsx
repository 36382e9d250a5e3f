import type { RoleMember } from '@omnicrm/contract'
import { useTranslation } from 'react-i18next'
import { DataTable } from '../../../components/table/DataTable.tsx'
import type { Column } from '../../../components/table/types.ts'

/** The users who hold a role; each opens. */
export function RoleMembers({ users }: { users: readonly RoleMember[] }) {
  const { t } = useTranslation()
  return (
    <DataTable
      id="members"
      keepIn="memory"
      label={t('administration:role.users')}
      rows={users}
      columns={columns}
      rowKey={keyOf}
      rowHref={hrefOf}
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
]
