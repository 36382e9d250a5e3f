import { faPlus } from '@fortawesome/free-solid-svg-icons/faPlus'
import { faUserPlus } from '@fortawesome/free-solid-svg-icons/faUserPlus'
import { Button, Skeleton, Stack } from '@mantine/core'
import { roleEndpoints } from '@omnicrm/contract'
import { useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { isApiError } from '../../../api/api-error.ts'
import { useRead } from '../../../api/use-read.ts'
import { NotFound } from '../../../app/NotFound.tsx'
import { openDialog } from '../../../components/dialog/dialogs.ts'
import { Icon } from '../../../components/Icon.tsx'
import { LoadFailure } from '../../../components/LoadFailure.tsx'
import { PageHeader } from '../../../components/PageHeader.tsx'
import { TableSection } from '../../../components/TableSection.tsx'
import { AddMember } from './AddMember.tsx'
import { AddPermissions } from './AddPermissions.tsx'
import { RoleMembers } from './RoleMembers.tsx'
import { RolePermissions } from './RolePermissions.tsx'
import { roleActions } from './role-actions.tsx'

/** A role: its permissions, many added at once, and the users who hold it. */
export default function RolePage() {
  const { t } = useTranslation()
  const { roleId: text } = useParams({ strict: false }) as { roleId?: string }
  const roleId = Number(text)
  const isId = Number.isInteger(roleId) && roleId > 0
  const read = useRead(roleEndpoints.get, { params: { role_id: roleId } }, { enabled: isId })
  if (!isId || (isApiError(read.error) && read.error.status === 404)) return <NotFound />
  if (read.error && !read.data) return <LoadFailure error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <Skeleton h={240} aria-label={t('common:loading')} />
  const role = read.data
  return (
    <>
      <PageHeader
        title={role.name}
        breadcrumbs={[{ label: t('administration:roles.title'), to: '/roles' }]}
        note={role.description}
        actions={roleActions}
        subject={role}
      />
      <Stack gap="md">
        <TableSection
          title={t('administration:role.permissions')}
          actions={
            <Button
              leftSection={<Icon icon={faPlus} size={12} />}
              onClick={() => openDialog((close) => <AddPermissions role={role} onClose={close} />)}
            >
              {t('administration:role.add_permission')}
            </Button>
          }
        >
          <RolePermissions role={role} />
        </TableSection>
        <TableSection
          title={t('administration:role.users')}
          actions={
            <Button
              leftSection={<Icon icon={faUserPlus} size={12} />}
              onClick={() => openDialog((close) => <AddMember role={role} onClose={close} />)}
            >
              {t('administration:role.add_user')}
            </Button>
          }
        >
          <RoleMembers role={role} />
        </TableSection>
      </Stack>
    </>
  )
}
