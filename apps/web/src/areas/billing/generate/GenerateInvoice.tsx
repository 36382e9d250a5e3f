import { Alert, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { invoiceEndpoints } from '@omnicrm/contract'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useRead } from '../../../api/use-read.ts'
import { useWrite } from '../../../api/use-write.ts'
import { now } from '../../../app/clock.ts'
import { CustomerPicker, type PickedCustomer } from '../../../components/CustomerPicker.tsx'
import { FormModal } from '../../../components/dialog/FormModal.tsx'
import { LoadFailure } from '../../../components/LoadFailure.tsx'
import { dayOf } from '../days.ts'
import { Totals } from '../Totals.tsx'
import { type PeriodValues, periodErrors, periodUntil } from './generate-form.ts'
import { chosenOf, toggled } from './line-choice.ts'
import { PeriodFields } from './PeriodFields.tsx'
import { PreviewLines } from './PreviewLines.tsx'

type Values = PeriodValues & {
  customer: PickedCustomer | undefined
  /** ids of the lines that stay uninvoiced */
  excluded: number[]
  title: string
}

type Props = { customer?: PickedCustomer; onClose: () => void }

/** "Generate Proforma Invoice": what the period holds, line by line, before it is billed. */
export function GenerateInvoice({ customer: fixed, onClose }: Props) {
  const { t } = useTranslation()
  const [today] = useState(() => dayOf(now()))
  const initialValues: Values = { customer: fixed, excluded: [], title: '', ...periodUntil(today) }
  const form = useForm({ initialValues })
  const { customer, title, start_date, end_date, due_date } = form.values
  const excluded = new Set(form.values.excluded)
  const exclude = (ids: Iterable<number>) => form.setFieldValue('excluded', [...ids])
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

  // one function for good, so that a click draws its own line again and not all of them
  const toggle = useCallback(
    (id: number) => form.setFieldValue('excluded', (current) => [...toggled(new Set(current), id)]),
    [form.setFieldValue],
  )

  async function generate() {
    try {
      const body = { ...period, due_date, title: title.trim() || null, transaction_ids: chosen.ids }
      await create.mutateAsync({ body })
    } catch (thrown) {
      // someone else may have invoiced or voided a line meanwhile: show what is left
      void preview.refetch()
      throw thrown
    }
  }

  return (
    <FormModal
      title={t('billing:action.generate')}
      submitLabel={t('billing:generate.submit', { number: chosen.ids.length })}
      canSubmit={chosen.ids.length > 0 && Object.keys(errors).length === 0 && !chosen.isCredit}
      form={form}
      onSubmit={generate}
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
          onChange={(picked) => form.setValues({ customer: picked, excluded: [] })}
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
          onToggle={toggle}
          onSelectAll={() => exclude([])}
          onClearAll={() => exclude(lines?.map(({ transaction_id }) => transaction_id) ?? [])}
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
