import { roleEndpoints, type UserDetail } from '@omnicrm/contract'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import { useRead } from '../../../api/use-read.ts'
import { AppLink } from '../../../components/AppLink.tsx'
import { DateText } from '../../../components/figures.tsx'
import { KeyValueList } from '../../../components/KeyValueList.tsx'

/** What is known of a user; what is only sometimes the case shows only then. */
export function UserData({ user }: { user: UserDetail }) {
  const { t } = useTranslation()
  const { contact } = user
  return (
    <KeyValueList
      columns={2}
      items={[
        { label: t('administration:user.username'), value: <bdi>{user.username}</bdi> },
        { label: t('administration:user.email'), value: <bdi>{user.email}</bdi> },
        ...(user.pending_email
          ? [{ label: t('administration:user.pending_email'), value: <bdi>{user.pending_email}</bdi> }]
          : []),
        { label: t('account:field.phone'), value: user.phone_number && <bdi>{user.phone_number}</bdi> },
        { label: t('administration:user.roles'), value: <RoleLinks names={user.roles} /> },
        {
          label: t('administration:user.contact'),
          value: contact && (
            <AppLink to={`/customers/${contact.customer_id}#4`}>
              {`${contact.contact_firstname} ${contact.contact_lastname}, ${contact.customer_name}`}
            </AppLink>
          ),
        },
        { label: t('administration:user.login_count'), value: user.login_count },
        { label: t('administration:user.last_login'), value: <DateText value={user.last_login} as="time" /> },
        { label: t('administration:user.created'), value: <DateText value={user.created} as="time" /> },
        ...(user.locked_until
          ? [{ label: t('administration:user.locked_until'), value: <DateText value={user.locked_until} as="time" /> }]
          : []),
        ...(user.deleted_at
          ? [{ label: t('administration:users.deleted'), value: <DateText value={user.deleted_at} as="time" /> }]
          : []),
      ]}
    />
  )
}

/** The roles of a user, each leading to its page. */
function RoleLinks({ names }: { names: readonly string[] }) {
  const roles = useRead(roleEndpoints.list, {}).data
  if (names.length === 0) return '–'
  return names.map((name, at) => {
    const role = roles?.find((known) => known.name === name)
    return (
      <Fragment key={name}>
        {at > 0 && ', '}
        {role ? <AppLink to={`/roles/${role.id}`}>{name}</AppLink> : name}
      </Fragment>
    )
  })
}
