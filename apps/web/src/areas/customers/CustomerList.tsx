import { faBoxArchive } from '@fortawesome/free-solid-svg-icons/faBoxArchive'
import { faEye } from '@fortawesome/free-solid-svg-icons/faEye'
import { faUserPlus } from '@fortawesome/free-solid-svg-icons/faUserPlus'
import { Button } from '@mantine/core'
import { CUSTOMER_ACCOUNT_TYPES, CUSTOMER_STATUSES, type Customer, customerEndpoints } from '@omnicrm/contract'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { type BulkAction, defineAction } from '../../actions/action.ts'
import { useActionTools } from '../../actions/use-actions.ts'
import { useCustomerParts } from '../../app/customer-parts.ts'
import { useCan } from '../../app/use-can.ts'
import { AppLink } from '../../components/AppLink.tsx'
import { DateText } from '../../components/figures.tsx'
import { Icon } from '../../components/Icon.tsx'
import { PageHeader } from '../../components/PageHeader.tsx'
import { DataTable } from '../../components/table/DataTable.tsx'
import { serverList } from '../../components/table/server-list.ts'
import type { Column, Filter } from '../../components/table/types.ts'
import { addCustomer } from './actions.ts'
import { archiveMany } from './archive-customers.ts'
import { CustomerStatus, CustomerType } from './CustomerWords.tsx'

const source = serverList(customerEndpoints.list)

export default function CustomerList() {
  const { t } = useTranslation()
  const parts = useCustomerParts()
  const rowActions = useMemo(() => [viewCustomer, ...parts.actions], [parts])
  return (
    <>
      <PageHeader title={t('customers:list.title')}>
        <AddButton />
      </PageHeader>
      <DataTable
        id="customers"
        isMain
        label={t('customers:list.title')}
        source={source}
        columns={columns}
        filters={filters}
        rowKey={keyOf}
        rowHref={hrefOf}
        rowActions={rowActions}
        bulkActions={bulkActions}
        searchLabel={t('customers:list.search')}
        emptyText={t('customers:list.empty')}
        defaults={defaults}
        exportName="customers"
        isMuted={isArchived}
      />
    </>
  )
}

function AddButton() {
  const { t } = useTranslation()
  const tools = useActionTools()
  if (!useCan(addCustomer.permission)) return null
  return (
    <Button leftSection={<Icon icon={faUserPlus} />} onClick={() => void addCustomer.run(undefined, tools)}>
      {t(addCustomer.labelKey)}
    </Button>
  )
}

const defaults = { sort: { id: 'customer_id', order: 'desc' as const } }

const keyOf = (customer: Customer) => customer.customer_id
const hrefOf = (customer: Customer) => `/customers/${customer.customer_id}`
const isArchived = (customer: Customer) => customer.customer_status === 'Archived'

const viewCustomer = defineAction<Customer>({
  id: 'customer.view',
  labelKey: 'customers:action.view',
  icon: faEye,
  run: (customer, { goTo }) => goTo(hrefOf(customer)),
})

const bulkActions: readonly BulkAction<Customer>[] = [
  {
    id: 'customer.delete_many',
    labelKey: 'customers:action.delete',
    icon: faBoxArchive,
    permission: 'delete_customer',
    isDangerous: true,
    run: (customers, { t }) => archiveMany(customers, t),
  },
]

const columns: readonly Column<Customer>[] = [
  { id: 'customer_id', labelKey: 'customers:field.id', cell: keyOf, isSortable: true, width: '5rem' },
  {
    id: 'customer_name',
    labelKey: 'customers:field.name',
    cell: (customer) => <AppLink to={hrefOf(customer)}>{customer.customer_name}</AppLink>,
    isSortable: true,
    canHide: false,
  },
  {
    id: 'customer_account_type',
    labelKey: 'customers:field.type',
    cell: (customer) => <CustomerType type={customer.customer_account_type} />,
    isSortable: true,
  },
  {
    id: 'customer_status',
    labelKey: 'customers:field.status',
    cell: (customer) => <CustomerStatus status={customer.customer_status} />,
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
    options: CUSTOMER_STATUSES.map((status) => ({ value: status, labelKey: `customers:status.${status}` })),
  },
  {
    kind: 'select',
    id: 'customer_account_type',
    labelKey: 'customers:field.type',
    options: CUSTOMER_ACCOUNT_TYPES.map((type) => ({ value: type, labelKey: `customers:type.${type}` })),
  },
]
