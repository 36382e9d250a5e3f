import type { InvoiceDetail } from '@omnicrm/contract'
import { useTranslation } from 'react-i18next'
import { Money } from '../../../components/figures.tsx'
import { Panel } from '../../../components/Panel.tsx'
import { type LineColumn, LineTable } from '../LineTable.tsx'

const columns: readonly LineColumn[] = [
  { id: 'reference', labelKey: 'billing:field.reference', cell: (line) => line.reference ?? '–' },
  {
    id: 'retail_cost',
    labelKey: 'billing:field.amount',
    isNumeric: true,
    cell: (line) => <Money amount={line.retail_cost} />,
  },
]

/** Payments and refunds on an invoice: outside its totals. Absent while there are none. */
export function InvoicePayments({ invoice }: { invoice: InvoiceDetail }) {
  const { t } = useTranslation()
  if (invoice.payments.length === 0) return null
  return (
    <Panel title={t('billing:invoice.payments')} isFlush>
      <LineTable label={t('billing:invoice.payments')} lines={invoice.payments} columns={columns} />
    </Panel>
  )
}
