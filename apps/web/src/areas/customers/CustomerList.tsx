import { CUSTOMER_ACCOUNT_TYPES, CUSTOMER_STATUSES, type Customer, customerEndpoints } from '@omnicrm/contract'
import { useTranslation } from 'react-i18next'
import { AppLink } from '../../components/AppLink.tsx'
import { DateText } from '../../components/figures.tsx'
import { PageHeader } from '../../components/PageHeader.tsx'
import { StatusBadge } from '../../components/StatusBadge.tsx'
import { DataTable } from '../../components/table/DataTable.tsx'
import { serverList } from '../../components/table/server-list.ts'
import type { Column, Filter } from '../../components/table/types.ts'

const source = serverList(customerEndpoints.list)

export default function CustomerList() {
  const { t } = useTranslation()
  return (
    <>
      <PageHeader title={t('customers:list.title')} />
      <DataTable
        id="customers"
        isMain
        label={t('customers:list.title')}
        source={source}
        columns={columns}
        filters={filters}
        rowKey={keyOf}
        rowHref={hrefOf}
        searchLabel={t('customers:list.search')}
        emptyText={t('customers:list.empty')}
        defaults={defaults}
        exportName="customers"
      />
    </>
  )
}

const defaults = { sort: { id: 'customer_id', order: 'desc' as const } }

const keyOf = (customer: Customer) => customer.customer_id
const hrefOf = (customer: Customer) => `/customers/${customer.customer_id}`

const columns: readonly Column<Customer>[] = [
  { id: 'customer_id', labelKey: 'customers:field.id', cell: keyOf, isSortable: true, width: '5rem' },
  {
    id: 'customer_name',
    labelKey: 'customers:field.name',
    cell: (customer) => <AppLink to={hrefOf(customer)}>{customer.customer_name}</AppLink>,
    isSortable: true,
    canHide: false,
  },
  { id: 'customer_account_type', labelKey: 'customers:field.type', cell: (customer) => customer.customer_account_type },
  {
    id: 'customer_status',
    labelKey: 'customers:field.status',
    cell: (customer) => <StatusBadge status={customer.customer_status} />,
    isSortable: true,
  },
  {
    id: 'created',
    labelKey: 'customers:field.created',
    cell: (customer) => <DateText value={customer.created} />,
    isSortable: true,
  },
]

const filters: readonly Filter<Customer>[] = [
  {
    kind: 'multi-select',
    id: 'customer_status',
    labelKey: 'customers:field.status',
    options: CUSTOMER_STATUSES.map((status) => ({ value: status, label: status })),
  },
  {
    kind: 'select',
    id: 'customer_account_type',
    labelKey: 'customers:field.type',
    options: CUSTOMER_ACCOUNT_TYPES.map((type) => ({ value: type, label: type })),
  },
]
