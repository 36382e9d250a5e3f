import { Box } from '@mantine/core'
import type { InvoiceDetail } from '@omnicrm/contract'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../../components/EmptyState.tsx'
import { Money } from '../../../components/figures.tsx'
import { Panel } from '../../../components/Panel.tsx'
import { TaxText } from '../BillingWords.tsx'
import { type LineColumn, LineTable } from '../LineTable.tsx'
import { Totals } from '../Totals.tsx'
import { isVoid } from './invoice-states.ts'

const columns: readonly LineColumn[] = [
  { id: 'description', labelKey: 'billing:field.description', cell: (line) => line.description ?? '–' },
  {
    id: 'retail_cost',
    labelKey: 'billing:field.cost',
    isNumeric: true,
    cell: (line) => <Money amount={line.retail_cost} />,
  },
  { id: 'tax_amount', labelKey: 'billing:field.tax', isNumeric: true, cell: (line) => <TaxText {...line} /> },
]

/** What is billed, with its sums. The lines of a void invoice are free again, so it has none. */
export function InvoiceLines({ invoice }: { invoice: InvoiceDetail }) {
  const { t } = useTranslation()
  const { transactions: lines } = invoice
  return (
    <Panel title={t('billing:nav.transactions')} isFlush>
      {lines.length > 0 && <LineTable label={t('billing:nav.transactions')} lines={lines} columns={columns} />}
      {lines.length === 0 && isVoid(invoice) && <EmptyState text={t('billing:invoice.lines_freed')} />}
      <Box p="md">
        <Totals
          note={t('billing:invoice.lines', { count: lines.length })}
          items={[
            { label: t('billing:field.subtotal'), amount: invoice.subtotal },
            { label: t('billing:field.tax'), amount: invoice.tax },
            { label: t('billing:field.total'), amount: invoice.total },
            { label: t('billing:field.amount_due'), amount: invoice.amount_due, isStrong: true },
          ]}
        />
      </Box>
    </Panel>
  )
}
