import { useForm } from '@mantine/form'
import { type RoleDetail, roleEndpoints } from '@omnicrm/contract'
import { useTranslation } from 'react-i18next'
import { useWrite } from '../../../api/use-write.ts'
import { FormModal } from '../../../components/dialog/FormModal.tsx'
import { type PickedUser, UserPicker } from '../users/UserPicker.tsx'

/** "Add user": gives a user the role, beside those that they have (USER-27). */
export function AddMember({ role, onClose }: { role: RoleDetail; onClose: () => void }) {
  const { t } = useTranslation()
  const form = useForm({ initialValues: { user: undefined as PickedUser | undefined } })
  const add = useWrite(roleEndpoints.addUser, {
    success: t('administration:role.user_added'),
    toastFailure: false,
    alsoChanges: ['auth/users', 'auth/me'],
  })
  const { user } = form.getValues()
  const isMember = role.users.some(({ id }) => id === user?.id)

  return (
    <FormModal
      title={t('administration:role.add_user')}
      form={form}
      onClose={onClose}
      onSubmit={async () => user && add.mutateAsync({ params: { role_id: role.id, user_id: user.id } })}
      submitLabel={t('administration:role.add_user')}
      canSubmit={user !== undefined && !isMember}
      size="md"
    >
      <UserPicker
        label={t('administration:audit.user')}
        value={user}
        onChange={(picked) => form.setFieldValue('user', picked)}
        error={isMember ? t('administration:role.is_member') : undefined}
        autoFocus
      />
    </FormModal>
  )
}
