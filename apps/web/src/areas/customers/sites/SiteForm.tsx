import { Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { type Site, siteEndpoints } from '@omnicrm/contract'
import { useTranslation } from 'react-i18next'
import { useWrite } from '../../../api/use-write.ts'
import { changedFields } from '../../../components/dialog/changed-fields.ts'
import { FormModal } from '../../../components/dialog/FormModal.tsx'
import { LocationFields } from '../../../components/location/LocationFields.tsx'
import { siteBodyOf, siteErrors, siteValuesOf } from './site-form.ts'

type Props = { customerId: number; site?: Site; onClose: () => void }

/** "Add site" and "Edit site". */
export function SiteForm({ customerId, site, onClose }: Props) {
  const { t } = useTranslation()
  const form = useForm({
    initialValues: siteValuesOf(site),
    validate: (values) => siteErrors(values, t('customers:site.no_position')),
  })
  const options = { success: t('customers:site.saved'), toastFailure: false, alsoChanges: ['customer'] }
  const create = useWrite(siteEndpoints.create, options)
  const update = useWrite(siteEndpoints.update, options)

  async function save(values: typeof form.values) {
    const body = siteBodyOf(values)
    if (!site) return create.mutateAsync({ body: { customer_id: customerId, ...body } })
    const changed = changedFields(siteBodyOf(siteValuesOf(site)), body)
    if (Object.keys(changed).length === 0) return
    return update.mutateAsync({ params: { site_id: site.site_id }, body: changed })
  }

  return (
    <FormModal
      title={t(site ? 'customers:site.edit' : 'customers:site.add')}
      form={form}
      onSubmit={save}
      onClose={onClose}
      size="xl"
    >
      <TextInput label={t('customers:site.name')} required data-autofocus {...form.getInputProps('site_name')} />
      <LocationFields values={form.values} errors={form.errors} onChange={form.setValues} isRequired />
      <Textarea
        label={t('customers:site.address_note')}
        description={t('customers:site.address_note_hint')}
        {...form.getInputProps('address_note')}
      />
    </FormModal>
  )
}
