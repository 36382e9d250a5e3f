import { Pill, Radio, Stack, Text } from '@mantine/core'
import { useForm } from '@mantine/form'
import { invoiceEndpoints, type OutputOf } from '@omnicrm/contract'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useWrite } from '../../../api/use-write.ts'
import { now } from '../../../app/clock.ts'
import { CustomerPicker, type PickedCustomer } from '../../../components/CustomerPicker.tsx'
import { FormModal } from '../../../components/dialog/FormModal.tsx'
import { dayOf } from '../days.ts'
import { periodErrors, periodUntil } from './generate-form.ts'
import { PeriodFields } from './PeriodFields.tsx'

export type RunOutcome = OutputOf<typeof invoiceEndpoints.createMany>

type Props = { onDone: (outcome: RunOutcome) => void; onClose: () => void }

/** "Invoice several customers": one invoice each, for all or for those named. */
export function InvoiceRun({ onDone, onClose }: Props) {
  const { t } = useTranslation()
  const [customers, setCustomers] = useState<readonly PickedCustomer[]>([])
  const form = useForm({ initialValues: { whom: 'all', ...periodUntil(dayOf(now())) } })
  const run = useWrite(invoiceEndpoints.createMany, { toastFailure: false, alsoChanges: ['transaction', 'customer'] })
  const { whom, ...period } = form.values
  const isReady = Object.keys(periodErrors(period)).length === 0 && (whom === 'all' || customers.length > 0)

  async function start() {
    const ids = customers.map(({ customer_id }) => customer_id)
    onDone(await run.mutateAsync({ body: { ...period, ...(whom === 'some' && { customer_ids: ids }) } }))
  }

  function add(customer: PickedCustomer | undefined) {
    if (!customer) return
    setCustomers([...customers.filter(({ customer_id }) => customer_id !== customer.customer_id), customer])
  }

  return (
    <FormModal
      title={t('billing:action.generate_many')}
      submitLabel={t('billing:run.submit')}
      canSubmit={isReady}
      form={form}
      onSubmit={start}
      onClose={onClose}
    >
      <Text>{t('billing:run.explained')}</Text>
      <PeriodFields values={period} onChange={(values) => form.setValues(values)} />
      <Radio.Group label={t('billing:run.whom')} {...form.getInputProps('whom')}>
        <Stack gap={6} mt={4}>
          <Radio value="all" label={t('billing:run.all')} data-autofocus />
          <Radio value="some" label={t('billing:run.some')} />
        </Stack>
      </Radio.Group>
      {whom === 'some' && (
        <>
          {/* a field for the next one: it is empty again after each choice */}
          <CustomerPicker
            key={customers.length}
            label={t('billing:run.add')}
            autoFocus
            value={undefined}
            onChange={add}
          />
          <Pill.Group aria-label={t('billing:run.some')}>
            {customers.map(({ customer_id: id, customer_name: name }) => (
              <Pill
                key={id}
                withRemoveButton
                removeButtonProps={{ 'aria-label': t('billing:run.remove', { name }), tabIndex: 0 }}
                onRemove={() => setCustomers(customers.filter(({ customer_id }) => customer_id !== id))}
              >
                {t('common:named_with_id', { name, id })}
              </Pill>
            ))}
          </Pill.Group>
        </>
      )}
    </FormModal>
  )
}
