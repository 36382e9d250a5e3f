import { Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { type Role, roleEndpoints } from '@omnicrm/contract'
import { useRouter } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useWrite } from '../../../api/use-write.ts'
import { FormModal } from '../../../components/dialog/FormModal.tsx'

/** "Create Role" and "Edit role". A new one opens, since it has no permissions yet. */
export function RoleForm({ role, onClose }: { role?: Role; onClose: () => void }) {
  const { t } = useTranslation()
  const router = useRouter()
  const form = useForm({
    initialValues: { name: role?.name ?? '', description: role?.description ?? '' },
    validate: { name: (name) => (name.trim() ? null : t('administration:required')) },
  })
  const options = { success: t('administration:role.saved'), toastFailure: false, alsoChanges: ['auth/users'] }
  const create = useWrite(roleEndpoints.create, options)
  const update = useWrite(roleEndpoints.update, options)

  async function save(body: typeof form.values) {
    if (role) return update.mutateAsync({ params: { role_id: role.id }, body })
    const created = await create.mutateAsync({ body })
    router.history.push(`/roles/${created.id}`)
  }

  return (
    <FormModal
      title={t(role ? 'administration:role.edit' : 'administration:role.create')}
      form={form}
      onSubmit={save}
      onClose={onClose}
      size="md"
    >
      <TextInput
        label={t('administration:role.name')}
        required
        data-autofocus
        disabled={role?.built_in}
        description={role?.built_in ? t('administration:role.built_in') : undefined}
        {...form.getInputProps('name')}
      />
      <Textarea
        label={t('administration:role.description')}
        autosize
        minRows={2}
        {...form.getInputProps('description')}
      />
    </FormModal>
  )
}
