import { Radio, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { apiKeyEndpoints } from '@omnicrm/contract'
import { useTranslation } from 'react-i18next'
import { useActionTools } from '../../../actions/use-actions.ts'
import { useWrite } from '../../../api/use-write.ts'
import { FormModal } from '../../../components/dialog/FormModal.tsx'
import { showNewKey } from '../../administration/api-keys/show-new-key.tsx'

/** "Generate API Key": a name, what it may do, and until when. It is shown once, after the form. */
export default function OwnKeyForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const tools = useActionTools()
  const form = useForm({
    initialValues: { name: '', rights: 'read_only', expiry_date: '' },
    validate: { name: (name) => (name.trim() ? null : t('selfcare:required')) },
  })
  const create = useWrite(apiKeyEndpoints.createOwn, { toastFailure: false })

  async function save({ name, rights, expiry_date }: typeof form.values) {
    const body = { name, read_only: rights === 'read_only', expiry_date: expiry_date || null }
    const made = await create.mutateAsync({ body })
    showNewKey(made.api_key, tools.t)
  }

  return (
    <FormModal
      title={t('selfcare:key.generate')}
      form={form}
      onSubmit={save}
      onClose={onClose}
      submitLabel={t('selfcare:key.generate')}
      size="md"
    >
      <TextInput
        label={t('selfcare:key.name')}
        description={t('selfcare:key.name_hint')}
        required
        data-autofocus
        {...form.getInputProps('name')}
      />
      <Radio.Group label={t('selfcare:key.rights')} {...form.getInputProps('rights')}>
        <Stack gap={6} mt={6}>
          <Radio value="read_only" label={t('selfcare:key.read_only')} description={t('selfcare:key.read_only_hint')} />
          <Radio
            value="read_write"
            label={t('selfcare:key.read_write')}
            description={t('selfcare:key.read_write_hint')}
          />
        </Stack>
      </Radio.Group>
      <TextInput
        type="date"
        label={t('administration:key.expiry')}
        description={t('administration:key.expiry_hint')}
        {...form.getInputProps('expiry_date')}
      />
    </FormModal>
  )
}
