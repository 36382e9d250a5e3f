import { TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { type Passkey, passkeyEndpoints } from '@omnicrm/contract'
import { useTranslation } from 'react-i18next'
import { useWrite } from '../../../api/use-write.ts'
import { FormModal } from '../../../components/dialog/FormModal.tsx'

export default function RenamePasskey({ passkey, onClose }: { passkey: Passkey; onClose: () => void }) {
  const { t } = useTranslation()
  const { passkey_id, name } = passkey
  const save = useWrite(passkeyEndpoints.rename, { success: t('account:passkey.renamed'), toastFailure: false })
  const form = useForm({
    initialValues: { name },
    validate: { name: (value) => (value.trim() ? null : t('account:field_missing')) },
  })
  return (
    <FormModal
      title={t('account:passkey.rename')}
      form={form}
      onClose={onClose}
      onSubmit={(values) => save.mutateAsync({ params: { passkey_id }, body: values })}
      size="sm"
    >
      <TextInput
        label={t('account:passkey.name')}
        maxLength={60}
        autoComplete="off"
        data-autofocus
        {...form.getInputProps('name')}
      />
    </FormModal>
  )
}
