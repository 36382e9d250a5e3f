import { transactionEndpoints } from '@omnicrm/contract'
import { useTranslation } from 'react-i18next'
import { useRead } from '../../../api/use-read.ts'
import { StatCard, StatCards } from '../../../components/StatCard.tsx'
import { WidgetFigure } from '../WidgetFigure.tsx'

/** Total, uninvoiced, this month and last month [TXN-02]. */
export function TransactionWidgets({ customerId }: { customerId?: number }) {
  const { t } = useTranslation()
  const stats = useRead(transactionEndpoints.stats, { query: { customer_id: customerId } })
  const figure = (value: number | undefined) => <WidgetFigure value={value} isFailed={stats.isError} />
  return (
    <StatCards>
      <StatCard label={t('billing:widget.total')} value={figure(stats.data?.total)} />
      <StatCard label={t('billing:widget.uninvoiced')} value={figure(stats.data?.uninvoiced)} />
      <StatCard label={t('billing:widget.this_month')} value={figure(stats.data?.this_month)} />
      <StatCard label={t('billing:widget.last_month')} value={figure(stats.data?.last_month)} />
    </StatCards>
  )
}
