import { faUserPlus } from '@fortawesome/free-solid-svg-icons/faUserPlus'
import { Button } from '@mantine/core'
import { roleEndpoints, type User, userEndpoints } from '@omnicrm/contract'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useRead } from '../../../api/use-read.ts'
import { now } from '../../../app/clock.ts'
import { Icon } from '../../../components/Icon.tsx'
import { PageHeader } from '../../../components/PageHeader.tsx'
import { DataTable } from '../../../components/table/DataTable.tsx'
import { serverList } from '../../../components/table/server-list.ts'
import type { Filter } from '../../../components/table/types.ts'
import { openUserForm } from './open-user-form.tsx'
import { userActions } from './user-actions.tsx'
import { userColumns } from './user-columns.tsx'
import { domainsOf, LAST_LOGIN_CHOICES, lastLoginValues } from './user-filters.ts'

const source = serverList(userEndpoints.search)
const keyOf = (user: User) => user.id
const hrefOf = (user: User) => `/users/${user.id}`
const defaults = { sort: { id: 'last_name', order: 'asc' as const } }
/** as many as one page may hold; further domains are found by the search box */
const ALL = { query: { per_page: 1000 } }

/** S37: everybody who may sign in. */
export default function UserList() {
  const { t } = useTranslation()
  const roles = useRead(roleEndpoints.list, {}).data
  const users = useRead(userEndpoints.list, ALL).data?.data
  const filters = useMemo(
    () => filtersOf(roles?.map(({ name }) => name) ?? [], domainsOf(users?.map(({ email }) => email) ?? [])),
    [roles, users],
  )
  return (
    <>
      <PageHeader title={t('administration:users.title')}>
        <Button leftSection={<Icon icon={faUserPlus} size={12} />} onClick={() => openUserForm()}>
          {t('administration:user.add')}
        </Button>
      </PageHeader>
      <DataTable
        id="users"
        isMain
        label={t('administration:users.title')}
        source={source}
        columns={userColumns}
        filters={filters}
        rowKey={keyOf}
        rowHref={hrefOf}
        rowActions={userActions}
        searchLabel={t('administration:users.search')}
        emptyText={t('administration:users.empty')}
        defaults={defaults}
        isMuted={({ deleted }) => deleted}
        exportName="users"
      />
    </>
  )
}

function filtersOf(roles: readonly string[], domains: readonly string[]): readonly Filter<User>[] {
  return [
    {
      kind: 'multi-select',
      id: 'role',
      labelKey: 'administration:user.roles',
      options: roles.map((name) => ({ value: name, label: name })),
    },
    {
      kind: 'multi-select',
      id: 'email_domain',
      labelKey: 'administration:users.domain',
      options: domains.map((name) => ({ value: name, label: name })),
    },
    {
      kind: 'select',
      id: 'is_2fa_enabled',
      labelKey: 'administration:users.second_factor',
      options: [
        { value: true, labelKey: 'account:two_factor.on' },
        { value: false, labelKey: 'account:two_factor.off' },
      ],
    },
    {
      kind: 'select',
      id: 'last_login',
      labelKey: 'administration:user.last_login',
      options: LAST_LOGIN_CHOICES.map((value) => ({ value, labelKey: `administration:last_login.${value}` })),
      toValues: (choices) => lastLoginValues(choices, now()),
    },
    {
      kind: 'select',
      id: 'deleted',
      labelKey: 'administration:users.deleted',
      options: [
        { value: false, labelKey: 'administration:users.not_deleted' },
        { value: true, labelKey: 'administration:users.only_deleted' },
      ],
    },
  ]
}
