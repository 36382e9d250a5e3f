import { Checkbox, Group, SimpleGrid, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { type Contact, contactEndpoints } from '@omnicrm/contract'
import { useTranslation } from 'react-i18next'
import { useWrite } from '../../../api/use-write.ts'
import { changedFields } from '../../../components/dialog/changed-fields.ts'
import { FormModal } from '../../../components/dialog/FormModal.tsx'
import { CONTACT_TYPES, contactBodyOf, contactErrors, contactValuesOf } from './contact-form.ts'

type Props = { customerId: number; contact?: Contact; onClose: () => void }

/** "Add contact" and "Edit contact". */
export function ContactForm({ customerId, contact, onClose }: Props) {
  const { t } = useTranslation()
  const form = useForm({ initialValues: contactValuesOf(contact), validate: contactErrors })
  const options = { success: t('customers:contact.saved'), toastFailure: false, alsoChanges: ['customer'] }
  const create = useWrite(contactEndpoints.create, options)
  const update = useWrite(contactEndpoints.update, options)

  async function save(values: typeof form.values) {
    const body = contactBodyOf(values)
    if (!contact) return create.mutateAsync({ body: { customer_id: customerId, ...body } })
    const changed = changedFields(contactBodyOf(contactValuesOf(contact)), body)
    if (Object.keys(changed).length === 0) return
    return update.mutateAsync({ params: { contact_id: contact.contact_id }, body: changed })
  }

  return (
    <FormModal
      title={t(contact ? 'customers:contact.edit' : 'customers:contact.add')}
      form={form}
      onSubmit={save}
      onClose={onClose}
    >
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <TextInput
          label={t('customers:contact.firstname')}
          required
          data-autofocus
          {...form.getInputProps('contact_firstname')}
        />
        <TextInput label={t('customers:contact.lastname')} required {...form.getInputProps('contact_lastname')} />
        <TextInput label={t('customers:contact.email')} type="email" {...form.getInputProps('contact_email')} />
        <TextInput label={t('customers:contact.phone')} type="tel" {...form.getInputProps('contact_phone')} />
      </SimpleGrid>
      <Checkbox.Group
        label={t('customers:contact.types')}
        description={t('customers:contact.types_hint')}
        {...form.getInputProps('contact_types')}
      >
        <Group mt={6} gap="lg">
          {CONTACT_TYPES.map((type) => (
            <Checkbox key={type} value={type} label={t(`customers:contact_type.${type}`)} />
          ))}
        </Group>
      </Checkbox.Group>
    </FormModal>
  )
}
