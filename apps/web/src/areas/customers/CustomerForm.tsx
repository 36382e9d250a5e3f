import { Fieldset, Select, SimpleGrid, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import {
  CUSTOMER_ACCOUNT_TYPES,
  CUSTOMER_PAYMENT_TYPES,
  CUSTOMER_STATUSES,
  type Customer,
  customerEndpoints,
} from '@omnicrm/contract'
import { useTranslation } from 'react-i18next'
import { useActionTools } from '../../actions/use-actions.ts'
import { useWrite } from '../../api/use-write.ts'
import { uiConfig } from '../../app/ui-config.ts'
import { useCan } from '../../app/use-can.ts'
import { changedFields } from '../../components/dialog/changed-fields.ts'
import { FormModal } from '../../components/dialog/FormModal.tsx'
import { LANGUAGES } from '../../i18n/languages.ts'
import { customerBodyOf, customerErrors, customerValuesOf, newCustomerBodyOf } from './customer-form.ts'

type Props = {
  /** a new one when left out; its page opens once it is saved */
  customer?: Customer
  onClose: () => void
}

/** "Add Customer" and "Edit customer". */
export function CustomerForm({ customer, onClose }: Props) {
  const { t } = useTranslation()
  const { goTo } = useActionTools()
  const takesContact = useCan('create_customer_contact') && !customer
  const form = useForm({
    initialValues: customerValuesOf(customer),
    validate: (values) => customerErrors(values, t('customers:form.end_before_start')),
  })
  const create = useWrite(customerEndpoints.create, {
    success: ({ customer_name: name }) => t('customers:added', { name }),
    toastFailure: false,
  })
  const update = useWrite(customerEndpoints.update, { success: t('customers:saved'), toastFailure: false })

  async function save(values: typeof form.values) {
    if (customer) {
      const body = changedFields(customerBodyOf(customerValuesOf(customer)), customerBodyOf(values))
      if (Object.keys(body).length > 0) {
        await update.mutateAsync({ params: { customer_id: customer.customer_id }, body })
      }
      return
    }
    const added = await create.mutateAsync({ body: newCustomerBodyOf(values) })
    goTo(`/customers/${added.customer_id}`)
  }

  return (
    <FormModal
      title={t(customer ? 'customers:form.edit_title' : 'customers:form.add_title')}
      form={form}
      onSubmit={save}
      onClose={onClose}
    >
      <TextInput label={t('customers:field.name')} required data-autofocus {...form.getInputProps('customer_name')} />
      <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="sm">
        <Select
          label={t('customers:field.type')}
          data={CUSTOMER_ACCOUNT_TYPES.map((type) => ({ value: type, label: t(`customers:type.${type}`) }))}
          allowDeselect={false}
          {...form.getInputProps('customer_account_type')}
        />
        <StatusSelect
          isArchived={customer?.customer_status === 'Archived'}
          {...form.getInputProps('customer_status')}
        />
        <Select
          label={t('customers:field.payment_type')}
          data={CUSTOMER_PAYMENT_TYPES.map((type) => ({ value: type, label: t(`customers:payment_type.${type}`) }))}
          clearable
          {...form.getInputProps('customer_payment_type')}
        />
      </SimpleGrid>
      {takesContact && <FirstContact field={(name) => form.getInputProps(name)} />}
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <TextInput label={t('customers:field.tax_identifier')} {...form.getInputProps('tax_identifier')} />
        <Select
          label={t('customers:field.language')}
          data={LANGUAGES.filter(({ code }) => uiConfig().languages.includes(code)).map(({ code, name }) => ({
            value: code,
            label: name,
          }))}
          clearable
          {...form.getInputProps('customer_language')}
        />
        <TextInput
          type="date"
          label={t('customers:field.contract_start')}
          {...form.getInputProps('contract_start_date')}
        />
        <TextInput type="date" label={t('customers:field.contract_end')} {...form.getInputProps('contract_end_date')} />
      </SimpleGrid>
      <Textarea label={t('customers:field.notes')} {...form.getInputProps('customer_notes')} />
    </FormModal>
  )
}

function StatusSelect({ isArchived, ...input }: { isArchived: boolean }) {
  const { t } = useTranslation()
  // an archived customer is brought back by "Restore", and archived by "Delete", which looks at what is still open
  const offered = CUSTOMER_STATUSES.filter((status) => isArchived === (status === 'Archived'))
  return (
    <Select
      label={t('customers:field.status')}
      data={offered.map((status) => ({ value: status, label: t(`customers:status.${status}`) }))}
      allowDeselect={false}
      disabled={isArchived}
      {...input}
    />
  )
}

type ContactField = 'contact_firstname' | 'contact_lastname' | 'contact_email' | 'contact_phone'

/** The person at the counter, so that a new customer has someone to call at once. */
function FirstContact({ field }: { field: (name: ContactField) => object }) {
  const { t } = useTranslation()
  return (
    <Fieldset legend={t('customers:form.first_contact')}>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <TextInput label={t('customers:contact.firstname')} autoComplete="off" {...field('contact_firstname')} />
        <TextInput label={t('customers:contact.lastname')} autoComplete="off" {...field('contact_lastname')} />
        <TextInput label={t('customers:contact.email')} type="email" autoComplete="off" {...field('contact_email')} />
        <TextInput label={t('customers:contact.phone')} type="tel" autoComplete="off" {...field('contact_phone')} />
      </SimpleGrid>
    </Fieldset>
  )
}
