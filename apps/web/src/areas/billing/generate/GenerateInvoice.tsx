import { Alert, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { invoiceEndpoints } from '@omnicrm/contract'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useRead } from '../../../api/use-read.ts'
import { useWrite } from '../../../api/use-write.ts'
import { now } from '../../../app/clock.ts'
import { CustomerPicker, type PickedCustomer } from '../../../components/CustomerPicker.tsx'
import { FormModal } from '../../../components/dialog/FormModal.tsx'
import { LoadFailure } from '../../../components/LoadFailure.tsx'
import { dayOf } from '../days.ts'
import { Totals } from '../Totals.tsx'
import { periodErrors, periodUntil } from './generate-form.ts'
import { chosenOf, toggled } from './line-choice.ts'
import { PeriodFields } from './PeriodFields.tsx'
import { PreviewLines } from './PreviewLines.tsx'

type Props = { customer?: PickedCustomer; onClose: () => void }

/** "Generate Proforma Invoice": what the period holds, line by line, before it is billed. */
export function GenerateInvoice({ customer: fixed, onClose }: Props) {
  const { t } = useTranslation()
  const [customer, setCustomer] = useState(fixed)
  const [excluded, setExcluded] = useState<ReadonlySet<number>>(new Set())
  const form = useForm({ initialValues: { title: '', ...periodUntil(dayOf(now())) } })
  const { title, start_date, end_date, due_date } = form.values
  const errors = periodErrors(form.values)
  const canPreview = customer !== undefined && !errors.start_date && !errors.end_date
  const period = { customer_id: customer?.customer_id ?? 0, start_date, end_date }
  const preview = useRead(invoiceEndpoints.preview, { body: period }, { enabled: canPreview })
  const lines = canPreview ? preview.data?.transactions : undefined
  const chosen = chosenOf(lines ?? [], excluded)
  const create = useWrite(invoiceEndpoints.create, {
    toastFailure: false,
    alsoChanges: ['transaction', 'customer'],
    success: (invoice) => t('billing:generate.done', { number: invoice.invoice_number }),
  })

  return (
    <FormModal
      title={t('billing:action.generate')}
      submitLabel={t('billing:generate.submit', { number: chosen.ids.length })}
      canSubmit={chosen.ids.length > 0 && Object.keys(errors).length === 0 && !chosen.isCredit}
      form={form}
      onSubmit={() =>
        create.mutateAsync({
          body: { ...period, due_date, title: title.trim() || null, transaction_ids: chosen.ids },
        })
      }
      onClose={onClose}
      size="56rem"
    >
      {fixed ? (
        <TextInput
          label={t('billing:field.customer')}
          value={fixed.customer_name}
          readOnly
          variant="filled"
          tabIndex={-1}
        />
      ) : (
        <CustomerPicker
          label={t('billing:field.customer')}
          required
          autoFocus
          value={customer}
          onChange={(picked) => {
            setCustomer(picked)
            setExcluded(new Set())
          }}
        />
      )}
      <TextInput
        label={t('billing:field.title')}
        placeholder={t('billing:generate.title_hint')}
        maxLength={255}
        data-autofocus={fixed ? true : undefined}
        {...form.getInputProps('title')}
      />
      <PeriodFields values={form.values} onChange={(values) => form.setValues(values)} />
      {canPreview && preview.error ? (
        <LoadFailure error={preview.error} onRetry={() => void preview.refetch()} />
      ) : (
        <PreviewLines
          lines={lines}
          isAsked={canPreview}
          excluded={excluded}
          onToggle={(id) => setExcluded(toggled(excluded, id))}
          onSelectAll={() => setExcluded(new Set())}
          onClearAll={() => setExcluded(new Set(lines?.map(({ transaction_id }) => transaction_id)))}
        />
      )}
      {chosen.isCredit && <Alert color="orange">{t('billing:generate.credit')}</Alert>}
      <Totals
        note={t('billing:generate.selected', { count: chosen.ids.length })}
        items={[
          { label: t('billing:field.subtotal'), amount: chosen.subtotal },
          { label: t('billing:field.tax'), amount: chosen.tax },
          { label: t('billing:field.total'), amount: chosen.total, isStrong: true },
        ]}
      />
    </FormModal>
  )
}
