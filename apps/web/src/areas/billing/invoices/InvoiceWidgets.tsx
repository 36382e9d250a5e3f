import { invoiceEndpoints } from '@omnicrm/contract'
import { useTranslation } from 'react-i18next'
import { useRead } from '../../../api/use-read.ts'
import { StatCard, StatCards } from '../../../components/StatCard.tsx'
import { WidgetFigure } from '../WidgetFigure.tsx'
import { changeOf } from './invoice-states.ts'

/** Total, unpaid, this month and last month: sum, count, and how the months changed [INVC-02, INVC-03]. */
export function InvoiceWidgets({ customerId }: { customerId?: number }) {
  const { t } = useTranslation()
  const { data, isError } = useRead(invoiceEndpoints.stats, { query: { customer_id: customerId } })
  const cardOf = (value: { sum: number; count: number } | undefined) => ({
    value: <WidgetFigure value={value?.sum} isFailed={isError} />,
    note: value ? t('billing:widget.invoices', { count: value.count }) : '\u00a0',
  })
  return (
    <StatCards>
      <StatCard label={t('billing:widget.total')} {...cardOf(data?.total)} />
      <StatCard label={t('billing:widget.unpaid')} {...cardOf(data?.unpaid)} />
      <StatCard
        label={t('billing:widget.this_month')}
        {...cardOf(data?.this_month)}
        change={data && changeOf(data.this_month)}
      />
      <StatCard
        label={t('billing:widget.last_month')}
        {...cardOf(data?.last_month)}
        change={data && changeOf(data.last_month)}
      />
    </StatCards>
  )
}
