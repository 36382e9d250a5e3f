import { Text } from '@mantine/core'
import { type Invoice, invoiceEndpoints } from '@omnicrm/contract'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { AppLink } from '../../../components/AppLink.tsx'
import { DateText, Money } from '../../../components/figures.tsx'
import { DataTable } from '../../../components/table/DataTable.tsx'
import { serverList } from '../../../components/table/server-list.ts'
import type { ChoiceFilter, Column } from '../../../components/table/types.ts'
import { InvoiceStatus, Period } from '../BillingWords.tsx'
import { bulkActions, hrefOf, rowActions } from './invoice-actions.tsx'

/** The invoices of one customer, or of all. */
export function InvoiceTable({ customerId }: { customerId?: number }) {
  const { t } = useTranslation()
  const source = useMemo(
    () =>
      customerId === undefined
        ? serverList(invoiceEndpoints.list)
        : serverList(invoiceEndpoints.listOfCustomer, { params: { customer_id: customerId } }),
    [customerId],
  )
  return (
    <DataTable
      id="invoices"
      isMain={customerId === undefined}
      label={t('billing:nav.invoices')}
      source={source}
      columns={customerId === undefined ? allColumns : columnsOfCustomer}
      filters={filters}
      filterMode="apply"
      rowKey={keyOf}
      rowHref={hrefOf}
      rowActions={rowActions}
      bulkActions={bulkActions}
      searchLabel={t(customerId === undefined ? 'billing:invoice.search_all' : 'billing:invoice.search')}
      emptyText={t('billing:invoice.empty')}
      defaults={defaults}
      exportName="invoices"
    />
  )
}

const defaults = { sort: { id: 'invoice_id', order: 'desc' as const } }
const keyOf = (invoice: Invoice) => invoice.invoice_id

const customerColumn: Column<Invoice> = {
  id: 'customer_name',
  labelKey: 'billing:field.customer',
  cell: (invoice) => <AppLink to={`/customers/${invoice.customer_id}#5`}>{invoice.customer_name}</AppLink>,
  isSortable: true,
  width: '12rem',
}

const columnsOfCustomer: readonly Column<Invoice>[] = [
  { id: 'invoice_id', labelKey: 'billing:field.id', cell: keyOf, isSortable: true, width: '4.5rem' },
  {
    id: 'title',
    labelKey: 'billing:field.title',
    cell: (invoice) => (
      <>
        <AppLink to={hrefOf(invoice)}>{invoice.title}</AppLink>
        <Text size="xs" c="dimmed" className="numeric" style={{ whiteSpace: 'nowrap' }}>
          {invoice.invoice_number}
        </Text>
      </>
    ),
    isSortable: true,
    canHide: false,
    width: '13rem',
  },
  { id: 'period', labelKey: 'billing:field.period', cell: (invoice) => <Period {...invoice} /> },
  {
    id: 'due_date',
    labelKey: 'billing:field.due_date',
    cell: (invoice) => <DateText value={invoice.due_date} />,
    isSortable: true,
  },
  {
    id: 'created',
    labelKey: 'billing:field.created',
    cell: (invoice) => <DateText value={invoice.created} />,
    isSortable: true,
  },
  {
    id: 'total',
    labelKey: 'billing:field.amount',
    cell: (invoice) => <Money amount={invoice.total} />,
    isSortable: true,
    isNumeric: true,
  },
  {
    id: 'status',
    labelKey: 'billing:field.status',
    cell: (invoice) => <InvoiceStatus status={invoice.status} />,
    isSortable: true,
  },
]

const allColumns: readonly Column<Invoice>[] = [
  ...columnsOfCustomer.slice(0, 2),
  customerColumn,
  ...columnsOfCustomer.slice(2),
]

const filters: readonly ChoiceFilter<Invoice>[] = [
  {
    kind: 'select',
    id: 'void',
    labelKey: 'billing:filter.void',
    options: [
      { value: 'all', labelKey: 'billing:filter.all' },
      { value: true, labelKey: 'billing:filter.is_void' },
      { value: false, labelKey: 'billing:filter.not_void' },
    ],
    toValues: (values) => values.filter((value) => value !== 'all'),
  },
  {
    kind: 'select',
    id: 'paid',
    labelKey: 'billing:filter.payment',
    options: [
      { value: 'all', labelKey: 'billing:filter.all' },
      { value: true, labelKey: 'billing:filter.paid' },
      { value: false, labelKey: 'billing:filter.not_paid' },
    ],
    toValues: (values) => values.filter((value) => value !== 'all'),
  },
]
