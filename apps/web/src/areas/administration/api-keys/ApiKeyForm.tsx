import { TagsInput, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { type ApiKey, apiKeyEndpoints, PERMISSIONS } from '@omnicrm/contract'
import { useTranslation } from 'react-i18next'
import { useActionTools } from '../../../actions/use-actions.ts'
import { useWrite } from '../../../api/use-write.ts'
import { may } from '../../../app/may.ts'
import { useSession } from '../../../app/session.ts'
import { changedFields } from '../../../components/dialog/changed-fields.ts'
import { FormModal } from '../../../components/dialog/FormModal.tsx'
import { PermissionChecks } from '../PermissionChecks.tsx'
import { apiKeyBodyOf, apiKeyValuesOf } from './api-key-form.ts'
import { showNewKey } from './show-new-key.tsx'

/** "+ Add" and "Edit key". A new key is shown once, after the form. */
export default function ApiKeyForm({ apiKey, onClose }: { apiKey?: ApiKey; onClose: () => void }) {
  const { t } = useTranslation()
  const tools = useActionTools()
  const session = useSession()
  const form = useForm({
    initialValues: apiKeyValuesOf(apiKey),
    validate: { name: (name) => (name.trim() ? null : t('administration:required')) },
  })
  const create = useWrite(apiKeyEndpoints.create, { toastFailure: false })
  const update = useWrite(apiKeyEndpoints.update, { success: t('administration:key.saved'), toastFailure: false })

  // nobody grants more than they hold
  const grantable = PERMISSIONS.filter((name) => may(session, name) || apiKey?.permissions.includes(name))

  async function save(values: typeof form.values) {
    const body = apiKeyBodyOf(values)
    if (!apiKey) {
      const made = await create.mutateAsync({ body })
      return showNewKey(made.api_key, tools.t)
    }
    const changed = changedFields(apiKeyBodyOf(apiKeyValuesOf(apiKey)), body)
    if (Object.keys(changed).length === 0) return
    await update.mutateAsync({ params: { api_key_id: apiKey.api_key_id }, body: changed })
  }

  return (
    <FormModal
      title={t(apiKey ? 'administration:key.edit' : 'administration:key.new')}
      form={form}
      onSubmit={save}
      onClose={onClose}
      submitLabel={apiKey ? undefined : t('administration:key.generate')}
    >
      <TextInput label={t('administration:key.name')} required data-autofocus {...form.getInputProps('name')} />
      <Textarea
        label={t('administration:key.description')}
        autosize
        minRows={2}
        {...form.getInputProps('description')}
      />
      <TextInput
        type="date"
        label={t('administration:key.expiry')}
        description={t('administration:key.expiry_hint')}
        {...form.getInputProps('expiry_date')}
      />
      <PermissionChecks
        label={t('administration:key.permissions')}
        description={t('administration:key.permissions_hint')}
        options={grantable.map((name) => ({ value: name, name }))}
        {...form.getInputProps('permissions')}
      />
      <TagsInput
        label={t('administration:key.addresses')}
        description={t('administration:key.addresses_hint')}
        {...form.getInputProps('ips')}
      />
    </FormModal>
  )
}
