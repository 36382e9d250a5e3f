import { type OutputOf, transactionEndpoints } from '@omnicrm/contract'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { AppLink } from '../../../components/AppLink.tsx'
import { DateText, Money } from '../../../components/figures.tsx'
import { DataTable } from '../../../components/table/DataTable.tsx'
import { serverList } from '../../../components/table/server-list.ts'
import type { Column } from '../../../components/table/types.ts'

type Transaction = OutputOf<typeof transactionEndpoints.list>['data'][number]

/** What was booked for a service. */
export function TransactionsTab({ serviceId }: { serviceId: number }) {
  const { t } = useTranslation()
  const source = useMemo(
    () => serverList(transactionEndpoints.list, { query: { filters: JSON.stringify({ service_id: [serviceId] }) } }),
    [serviceId],
  )
  return (
    <DataTable
      id="transactions"
      label={t('services:page.transactions')}
      source={source}
      columns={columns}
      rowKey={keyOf}
      emptyText={t('services:transaction.empty')}
      defaults={defaults}
      isMuted={isMuted}
    />
  )
}

const defaults = { sort: { id: 'transaction_id', order: 'desc' as const } }
const keyOf = (transaction: Transaction) => transaction.transaction_id
const isMuted = (transaction: Transaction) => transaction.void

const columns: readonly Column<Transaction>[] = [
  { id: 'transaction_id', labelKey: 'services:field.id', cell: keyOf, isSortable: true, width: '5rem' },
  {
    id: 'transaction_date',
    labelKey: 'services:transaction.date',
    cell: (transaction) => <DateText value={transaction.transaction_date} />,
    isSortable: true,
  },
  { id: 'title', labelKey: 'services:transaction.title', cell: (transaction) => transaction.title, isSortable: true },
  {
    id: 'retail_cost',
    labelKey: 'services:transaction.amount',
    cell: (transaction) => <Money amount={transaction.retail_cost} />,
    isSortable: true,
    isNumeric: true,
  },
  {
    id: 'tax_amount',
    labelKey: 'services:transaction.tax',
    cell: (transaction) => <Money amount={transaction.tax_amount} />,
    isNumeric: true,
  },
  {
    id: 'invoice_id',
    labelKey: 'services:transaction.invoice',
    cell: (transaction) =>
      transaction.invoice_id === null ? (
        '–'
      ) : (
        <AppLink to={`/invoices?search=${transaction.invoice_id}`}>{transaction.invoice_id}</AppLink>
      ),
    isSortable: true,
  },
]
