import { Select, SimpleGrid, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { CREDIT_TYPES, type Transaction, transactionEndpoints } from '@omnicrm/contract'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useWrite } from '../../../api/use-write.ts'
import { now } from '../../../app/clock.ts'
import { uiConfig } from '../../../app/ui-config.ts'
import { CustomerPicker, type PickedCustomer } from '../../../components/CustomerPicker.tsx'
import { changedFields } from '../../../components/dialog/changed-fields.ts'
import { FormModal } from '../../../components/dialog/FormModal.tsx'
import { useFormats } from '../../../format/use-formats.ts'
import { dayOf } from '../days.ts'
import { LinePreview } from './LinePreview.tsx'
import { TypeChoice } from './TypeChoice.tsx'
import { previewOf, transactionBodyOf, transactionErrors, transactionValuesOf } from './transaction-form.ts'
import { useCustomerParts } from './use-customer-parts.ts'

type Props = { customer?: PickedCustomer; line?: Transaction; onClose: () => void }

/** "Add Transaction" and "Edit Transaction"; the customer is fixed when one is given [TXN-12]. */
export function TransactionForm({ customer: fixed, line, onClose }: Props) {
  const { t } = useTranslation()
  const { locale } = useFormats()
  const [today] = useState(() => dayOf(now()))
  const [picked, setPicked] = useState(fixed)
  const money = { locale, decimals: uiConfig().currency_decimals }
  const form = useForm({
    initialValues: transactionValuesOf(today, { customerId: fixed?.customer_id, line }),
    validate: (values) => {
      const errors = Object.entries(transactionErrors(values, money))
      return Object.fromEntries(errors.map(([field, key]) => [field, t(key, { count: money.decimals })]))
    },
  })
  const { services, sites, isTaxable } = useCustomerParts(form.values.customer_id, form.values.service_id)
  const options = { toastFailure: false, alsoChanges: ['invoice', 'customer'] }
  const create = useWrite(transactionEndpoints.create, { ...options, success: t('billing:transaction.added') })
  const update = useWrite(transactionEndpoints.update, { ...options, success: t('billing:transaction.saved') })
  const isCredit = form.values.transaction_type === 'credit'

  async function save(values: typeof form.values) {
    const body = transactionBodyOf(values, { locale, today })
    if (!line) return create.mutateAsync({ body })
    const changed = changedFields(transactionBodyOf(form.getInitialValues(), { locale, today }), body)
    if (Object.keys(changed).length === 0) return
    return update.mutateAsync({ params: { transaction_id: line.transaction_id }, body: changed })
  }

  function handlePick(customer: PickedCustomer | undefined) {
    setPicked(customer)
    // service and site belong to the customer that was
    form.setValues({ customer_id: customer?.customer_id, service_id: null, site_id: null })
  }

  return (
    <FormModal
      title={t(line ? 'billing:transaction.edit' : 'billing:action.add_transaction')}
      submitLabel={line ? undefined : t('billing:action.add_transaction')}
      form={form}
      onSubmit={save}
      onClose={onClose}
    >
      {!line && (
        <TypeChoice
          value={form.values.transaction_type}
          onChange={(type) => form.setFieldValue('transaction_type', type)}
        />
      )}
      {!line && !fixed && (
        <CustomerPicker
          label={t('billing:field.customer')}
          required
          autoFocus
          value={picked}
          onChange={handlePick}
          error={form.errors.customer_id as string | undefined}
        />
      )}
      {fixed && (
        <TextInput
          label={t('billing:field.customer')}
          value={fixed.customer_name}
          readOnly
          variant="filled"
          tabIndex={-1}
        />
      )}
      {isCredit && (
        <Select
          label={t('billing:field.credit_type')}
          required
          disabled={line !== undefined}
          data={CREDIT_TYPES.map((type) => ({ value: type, label: t(`billing:credit_type.${type}`) }))}
          {...form.getInputProps('credit_type')}
        />
      )}
      <TextInput
        label={t('billing:field.title')}
        required
        data-autofocus={line || fixed ? true : undefined}
        {...form.getInputProps('title')}
      />
      <Textarea label={t('billing:field.description')} minRows={1} {...form.getInputProps('description')} />
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <TextInput
          label={t('billing:field.retail_cost')}
          description={t('billing:transaction.before_tax')}
          inputMode="decimal"
          required
          {...form.getInputProps('retail_cost')}
        />
        <TextInput
          label={t('billing:field.wholesale_cost')}
          description={t('billing:transaction.own_cost')}
          inputMode="decimal"
          {...form.getInputProps('wholesale_cost')}
        />
        {!isCredit && (
          <TextInput
            label={t('billing:field.tax_percentage')}
            inputMode="decimal"
            placeholder="0"
            disabled={!isTaxable}
            {...form.getInputProps('tax_percentage')}
          />
        )}
        <TextInput type="date" label={t('billing:field.date')} required {...form.getInputProps('transaction_date')} />
        <Select
          label={t('billing:field.service')}
          data={services}
          clearable
          searchable
          disabled={services.length === 0}
          {...form.getInputProps('service_id')}
        />
        <Select
          label={t('billing:field.site')}
          data={sites}
          clearable
          searchable
          disabled={sites.length === 0}
          {...form.getInputProps('site_id')}
        />
      </SimpleGrid>
      <LinePreview preview={previewOf(form.values, { ...money, isTaxable })} isTaxable={isTaxable || isCredit} />
    </FormModal>
  )
}
