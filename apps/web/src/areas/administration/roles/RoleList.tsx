import { faPlus } from '@fortawesome/free-solid-svg-icons/faPlus'
import { Button } from '@mantine/core'
import { type Role, roleEndpoints } from '@omnicrm/contract'
import { useTranslation } from 'react-i18next'
import { useRead } from '../../../api/use-read.ts'
import { openDialog } from '../../../components/dialog/dialogs.ts'
import { Icon } from '../../../components/Icon.tsx'
import { PageHeader } from '../../../components/PageHeader.tsx'
import { DataTable } from '../../../components/table/DataTable.tsx'
import type { Column } from '../../../components/table/types.ts'
import { RoleForm } from './RoleForm.tsx'
import { roleActions } from './role-actions.tsx'

/** S37: what may be done, by role. */
export default function RoleList() {
  const { t } = useTranslation()
  const roles = useRead(roleEndpoints.list, {})
  return (
    <>
      <PageHeader title={t('administration:roles.title')}>
        <Button
          leftSection={<Icon icon={faPlus} size={12} />}
          onClick={() => openDialog((close) => <RoleForm onClose={close} />)}
        >
          {t('administration:role.create')}
        </Button>
      </PageHeader>
      <DataTable
        id="roles"
        isMain
        label={t('administration:roles.title')}
        rows={roles.data}
        error={roles.error}
        onRetry={() => void roles.refetch()}
        columns={columns}
        rowKey={keyOf}
        rowHref={hrefOf}
        rowActions={roleActions}
        searchLabel={t('administration:roles.search')}
        emptyText={t('administration:roles.empty')}
        defaults={defaults}
      />
    </>
  )
}

const keyOf = (role: Role) => role.id
const hrefOf = (role: Role) => `/roles/${role.id}`
const defaults = { sort: { id: 'name', order: 'asc' as const } }

const columns: readonly Column<Role>[] = [
  {
    id: 'name',
    labelKey: 'administration:role.name',
    cell: ({ name }) => name,
    value: ({ name }) => name,
    isSortable: true,
    canHide: false,
  },
  {
    id: 'description',
    labelKey: 'administration:role.description',
    cell: ({ description }) => description ?? '–',
    value: ({ description }) => description,
  },
  {
    id: 'permissions',
    labelKey: 'administration:role.permissions',
    cell: ({ permissions }) => permissions.length,
    value: ({ permissions }) => permissions.length,
    isSortable: true,
    isNumeric: true,
  },
  {
    id: 'user_count',
    labelKey: 'administration:role.users',
    cell: ({ user_count }) => user_count,
    value: ({ user_count }) => user_count,
    isSortable: true,
    isNumeric: true,
  },
]
