import { Anchor } from '@mantine/core'
import { type TransactionListed, transactionEndpoints } from '@omnicrm/contract'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { AppLink } from '../../../components/AppLink.tsx'
import { DateText, Money } from '../../../components/figures.tsx'
import { DataTable } from '../../../components/table/DataTable.tsx'
import { serverList } from '../../../components/table/server-list.ts'
import type { Column } from '../../../components/table/types.ts'
import { TaxText } from '../BillingWords.tsx'
import { InvoicedMark } from './InvoicedMark.tsx'
import { openTransaction } from './TransactionDetails.tsx'
import { rowActionsWith } from './transaction-actions.tsx'
import { transactionFilters } from './transaction-filters.ts'

/** The ledger: of one customer, or of all. */
export function TransactionTable({ customerId }: { customerId?: number }) {
  const { t } = useTranslation()
  const source = useMemo(
    () =>
      customerId === undefined
        ? serverList(transactionEndpoints.list)
        : serverList(transactionEndpoints.listOfCustomer, { params: { customer_id: customerId } }),
    [customerId],
  )
  return (
    <DataTable
      id="transactions"
      isMain={customerId === undefined}
      label={t('billing:nav.transactions')}
      source={source}
      columns={customerId === undefined ? allColumns : columnsOfCustomer}
      filters={transactionFilters}
      filterMode="apply"
      rowKey={keyOf}
      rowActions={rowActions}
      searchLabel={t('billing:transaction.search')}
      emptyText={t('billing:transaction.empty')}
      defaults={defaults}
      exportName="transactions"
      isMuted={isVoid}
    />
  )
}

const defaults = { sort: { id: 'transaction_id', order: 'desc' as const } }
const rowActions = rowActionsWith(openTransaction)

const keyOf = (line: TransactionListed) => line.transaction_id
const isVoid = (line: TransactionListed) => line.void

const customerColumn: Column<TransactionListed> = {
  id: 'customer_name',
  labelKey: 'billing:field.customer',
  cell: (line) => <AppLink to={`/customers/${line.customer_id}#5`}>{line.customer_name}</AppLink>,
  isSortable: true,
  width: '12rem',
}

const columnsOfCustomer: readonly Column<TransactionListed>[] = [
  { id: 'transaction_id', labelKey: 'billing:field.id', cell: keyOf, isSortable: true, width: '4.5rem' },
  {
    id: 'transaction_date',
    labelKey: 'billing:field.date',
    cell: (line) => <DateText value={line.transaction_date} />,
    isSortable: true,
  },
  {
    id: 'title',
    labelKey: 'billing:field.title',
    cell: (line) => (
      <Anchor component="button" type="button" fz="inherit" ta="start" onClick={() => openTransaction(line)}>
        {line.title}
      </Anchor>
    ),
    isSortable: true,
    canHide: false,
  },
  { id: 'description', labelKey: 'billing:field.description', cell: (line) => line.description ?? '–' },
  {
    id: 'retail_cost',
    labelKey: 'billing:field.amount',
    cell: (line) => <Money amount={line.retail_cost} />,
    isSortable: true,
    isNumeric: true,
  },
  { id: 'tax_amount', labelKey: 'billing:field.tax', cell: (line) => <TaxText {...line} />, isNumeric: true },
  {
    id: 'invoice_id',
    labelKey: 'billing:field.invoice',
    cell: ({ invoice_id: id }) => (id === null ? '–' : <AppLink to={`/invoices/${id}`}>{`#${id}`}</AppLink>),
    isSortable: true,
  },
  { id: 'status', labelKey: 'billing:field.status', cell: (line) => <InvoicedMark line={line} /> },
]

const allColumns: readonly Column<TransactionListed>[] = [
  ...columnsOfCustomer.slice(0, 2),
  customerColumn,
  ...columnsOfCustomer.slice(2),
]
