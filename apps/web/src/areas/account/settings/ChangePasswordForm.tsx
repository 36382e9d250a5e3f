import { PasswordInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { authEndpoints } from '@omnicrm/contract'
import { useTranslation } from 'react-i18next'
import { useWrite } from '../../../api/use-write.ts'
import { uiConfig } from '../../../app/ui-config.ts'
import { FormModal } from '../../../components/dialog/FormModal.tsx'
import { PasswordRules } from '../passwords/NewPasswordFields.tsx'
import { isGoodPassword } from '../passwords/password-rules.ts'

/** "Change password": the current one and a new one, twice. */
export default function ChangePasswordForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const save = useWrite(authEndpoints.changePassword, {
    success: t('account:password.changed'),
    toastFailure: false,
  })
  const form = useForm({
    initialValues: { current_password: '', new_password: '', again: '' },
    validate: {
      current_password: (value) => (value ? null : t('login:password_missing')),
      new_password: (value) =>
        isGoodPassword(value, uiConfig().password_policy) ? null : t('account:password.rules_unmet'),
      again: (value, { new_password }) => (value === new_password ? null : t('account:password.differ')),
    },
  })
  const eye = { 'aria-label': t('login:toggle_password'), tabIndex: 0 }

  return (
    <FormModal
      title={t('account:password.change')}
      form={form}
      onClose={onClose}
      onSubmit={({ current_password, new_password }) => save.mutateAsync({ body: { current_password, new_password } })}
      submitLabel={t('account:password.change')}
      size="md"
    >
      <PasswordInput
        label={t('account:password.current')}
        autoComplete="current-password"
        visibilityToggleButtonProps={eye}
        data-autofocus
        {...form.getInputProps('current_password')}
      />
      <PasswordInput
        label={t('account:password.new')}
        autoComplete="new-password"
        visibilityToggleButtonProps={eye}
        {...form.getInputProps('new_password')}
      />
      <PasswordRules password={form.getValues().new_password} />
      <PasswordInput
        label={t('account:password.again')}
        autoComplete="new-password"
        visibilityToggleButtonProps={eye}
        {...form.getInputProps('again')}
      />
    </FormModal>
  )
}
