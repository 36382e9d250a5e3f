import { useForm } from '@mantine/form'
import { type RoleDetail, roleEndpoints } from '@omnicrm/contract'
import { useTranslation } from 'react-i18next'
import { useRead } from '../../../api/use-read.ts'
import { useWrite } from '../../../api/use-write.ts'
import { FormModal } from '../../../components/dialog/FormModal.tsx'
import { PermissionChecks } from '../PermissionChecks.tsx'

/** "Add Permission": any number of those that the role lacks. */
export function AddPermissions({ role, onClose }: { role: RoleDetail; onClose: () => void }) {
  const { t } = useTranslation()
  const all = useRead(roleEndpoints.permissions, {})
  const form = useForm({ initialValues: { permission_ids: [] as string[] } })
  const add = useWrite(roleEndpoints.addPermissions, {
    success: t('administration:role.permissions_added'),
    toastFailure: false,
    alsoChanges: ['auth/users', 'auth/me'],
  })
  const held = new Set(role.permissions.map(({ id }) => id))
  const missing = all.data?.filter(({ id }) => !held.has(id)) ?? []

  return (
    <FormModal
      title={t('administration:role.add_permission')}
      form={form}
      onClose={onClose}
      onSubmit={({ permission_ids }) =>
        add.mutateAsync({ params: { role_id: role.id }, body: { permission_ids: permission_ids.map(Number) } })
      }
      submitLabel={t('administration:role.add_chosen', { count: form.getValues().permission_ids.length })}
      canSubmit={form.getValues().permission_ids.length > 0}
    >
      <PermissionChecks
        label={t('administration:role.permissions')}
        options={missing.map(({ id, name, description }) => ({ value: String(id), name, description }))}
        autoFocus
        {...form.getInputProps('permission_ids')}
      />
    </FormModal>
  )
}
