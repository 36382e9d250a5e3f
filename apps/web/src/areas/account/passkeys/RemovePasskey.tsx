import { Alert, PasswordInput, Text } from '@mantine/core'
import { useForm } from '@mantine/form'
import { type Passkey, passkeyEndpoints } from '@omnicrm/contract'
import { useTranslation } from 'react-i18next'
import { useWrite } from '../../../api/use-write.ts'
import { FormModal } from '../../../components/dialog/FormModal.tsx'

type Props = {
  passkey: Passkey
  /** nothing but the password is left to sign in with */
  isLast: boolean
  onClose: () => void
}

/** Removing takes the password, as adding does: whoever finds an open session must not weaken the account. */
export default function RemovePasskey({ passkey, isLast, onClose }: Props) {
  const { t } = useTranslation()
  const remove = useWrite(passkeyEndpoints.remove, {
    success: t('account:passkey.removed'),
    alsoChanges: ['auth/me', 'auth/users'],
    toastFailure: false,
  })
  const form = useForm({
    initialValues: { password: '' },
    validate: { password: (value) => (value ? null : t('login:password_missing')) },
  })
  return (
    <FormModal
      title={t('account:passkey.remove')}
      form={form}
      onClose={onClose}
      onSubmit={(body) => remove.mutateAsync({ params: { passkey_id: passkey.passkey_id }, body })}
      submitLabel={t('account:passkey.remove')}
      isDangerous
      size="sm"
    >
      <Text size="sm">{t('account:passkey.remove_question', { name: passkey.name })}</Text>
      {isLast && <Alert color="yellow">{t('account:passkey.remove_last')}</Alert>}
      <PasswordInput
        label={t('account:password.current')}
        autoComplete="current-password"
        data-autofocus
        visibilityToggleButtonProps={{ 'aria-label': t('login:toggle_password'), tabIndex: 0 }}
        {...form.getInputProps('password')}
      />
    </FormModal>
  )
}
