import { Radio, Select, Stack, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { type Invoice, type InvoiceDetail, invoiceEndpoints } from '@omnicrm/contract'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useWrite } from '../../../api/use-write.ts'
import { now } from '../../../app/clock.ts'
import { FormModal } from '../../../components/dialog/FormModal.tsx'
import { Money } from '../../../components/figures.tsx'
import { useFormats } from '../../../format/use-formats.ts'
import { dayOf } from '../days.ts'
import { METHODS, type PayValues, payBodyOf } from './pay-form.ts'

type Props = {
  /** to choose of, the most urgent first */
  invoices: readonly [Invoice, ...Invoice[]]
  onPaid: (paid: InvoiceDetail) => void
  onClose: () => void
}

/** "Pay Invoice": what is due, taken by cash, card terminal, transfer or against a refund. Enter takes cash. */
export function PayInvoice({ invoices, onPaid, onClose }: Props) {
  const { t } = useTranslation()
  const { money, date } = useFormats()
  const [today] = useState(() => dayOf(now()))
  const initialValues: PayValues = {
    invoice_id: String(invoices[0].invoice_id),
    payment_method: 'cash',
    reference: '',
    payment_date: today,
  }
  const form = useForm({ initialValues })
  const pay = useWrite(invoiceEndpoints.pay, { toastFailure: false, alsoChanges: ['transaction', 'customer'] })
  const { invoice_id: chosen, payment_method: method } = form.values
  const invoice = invoices.find(({ invoice_id }) => String(invoice_id) === chosen) ?? invoices[0]

  async function save(values: PayValues) {
    const params = { invoice_id: invoice.invoice_id }
    onPaid(await pay.mutateAsync({ params, body: payBodyOf(values, today) }))
  }

  return (
    <FormModal
      title={t('billing:action.pay')}
      submitLabel={t('billing:action.pay')}
      form={form}
      onSubmit={save}
      onClose={onClose}
      size="md"
    >
      {invoices.length > 1 ? (
        <Select
          label={t('billing:field.invoice')}
          allowDeselect={false}
          data={invoices.map((each) => ({
            value: String(each.invoice_id),
            label: t('billing:pay.choice', {
              number: each.invoice_number,
              amount: money(each.amount_due),
              date: date(each.due_date),
            }),
          }))}
          {...form.getInputProps('invoice_id')}
        />
      ) : (
        <Text>{t('billing:pay.invoice', { number: invoice.invoice_number, name: invoice.customer_name })}</Text>
      )}
      <div>
        <Text c="dimmed">{t('billing:field.amount_due')}</Text>
        <Text fz="1.75rem" fw={650} lh={1.2}>
          <Money amount={invoice.amount_due} />
        </Text>
      </div>
      <Radio.Group label={t('billing:field.payment_method')} {...form.getInputProps('payment_method')}>
        <Stack gap={6} mt={4}>
          {METHODS.map((each, at) => (
            <Radio key={each} value={each} label={t(`billing:method.${each}`)} data-autofocus={at === 0 || undefined} />
          ))}
        </Stack>
      </Radio.Group>
      <TextInput
        label={t('billing:field.reference')}
        description={t(`billing:pay.reference.${method}`)}
        maxLength={255}
        {...form.getInputProps('reference')}
      />
      {method === 'bank_transfer' && (
        <TextInput
          type="date"
          label={t('billing:pay.transfer_date')}
          max={today}
          {...form.getInputProps('payment_date')}
        />
      )}
    </FormModal>
  )
}
