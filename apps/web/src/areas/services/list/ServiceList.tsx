import { type ServiceListed, serviceEndpoints } from '@omnicrm/contract'
import { useTranslation } from 'react-i18next'
import { uiConfig } from '../../../app/ui-config.ts'
import { AppLink } from '../../../components/AppLink.tsx'
import { DateText, Money } from '../../../components/figures.tsx'
import { PageHeader } from '../../../components/PageHeader.tsx'
import { StatusBadge } from '../../../components/StatusBadge.tsx'
import { DataTable } from '../../../components/table/DataTable.tsx'
import { serverList } from '../../../components/table/server-list.ts'
import type { Column, Filter, SortPreset } from '../../../components/table/types.ts'
import { ServiceName } from '../ServiceName.tsx'
import { deleteService, editService, viewAddons, viewService, viewUsage } from '../service-actions.ts'
import { deleteServices, suspendServices } from '../service-bulk-actions.ts'
import { CustomerFilter } from './CustomerFilter.tsx'

const source = serverList(serviceEndpoints.list)
const rowActions = [viewService, editService, viewAddons, viewUsage, deleteService]
const bulkActions = [suspendServices, deleteServices]

/** S25: every service; opens on the active ones, newest first. */
export default function ServiceList() {
  const { t } = useTranslation()
  return (
    <>
      <PageHeader title={t('services:list.title')} />
      <DataTable
        id="services"
        isMain
        label={t('services:list.title')}
        source={source}
        columns={columns}
        filters={filters()}
        rowKey={keyOf}
        rowHref={hrefOf}
        rowActions={rowActions}
        bulkActions={bulkActions}
        sortPresets={sortPresets}
        searchLabel={t('services:list.search')}
        emptyText={t('services:list.empty')}
        defaults={defaults}
        exportName="services"
      />
    </>
  )
}

const defaults = { sort: { id: 'service_id', order: 'desc' as const }, filters: { service_status: ['Active'] } }

const keyOf = (service: ServiceListed) => service.service_id
const hrefOf = (service: ServiceListed) => `/services/${service.service_id}`

const columns: readonly Column<ServiceListed>[] = [
  { id: 'service_id', labelKey: 'services:field.id', cell: keyOf, isSortable: true, width: '5rem' },
  {
    id: 'service_name',
    labelKey: 'services:field.name',
    cell: (service) => <ServiceName service={service} />,
    isSortable: true,
    canHide: false,
  },
  {
    id: 'customer_name',
    labelKey: 'services:field.customer',
    cell: (service) => <AppLink to={`/customers/${service.customer_id}#3`}>{service.customer_name}</AppLink>,
    isSortable: true,
  },
  { id: 'service_type', labelKey: 'services:field.type', cell: (service) => service.service_type, isSortable: true },
  {
    id: 'service_status',
    labelKey: 'services:field.status',
    cell: (service) => <StatusBadge status={service.service_status} />,
  },
  {
    id: 'service_active_date',
    labelKey: 'services:field.start',
    cell: (service) => <DateText value={service.service_active_date} />,
    isSortable: true,
  },
  {
    id: 'service_deactivate_date',
    labelKey: 'services:field.end',
    cell: (service) => <DateText value={service.service_deactivate_date} />,
    isSortable: true,
  },
  {
    id: 'retail_cost',
    labelKey: 'services:field.monthly',
    cell: (service) => <Money amount={service.retail_cost} />,
    isSortable: true,
    isNumeric: true,
  },
]

const statuses = ['Active', 'Inactive', 'Suspended']

let cached: readonly Filter<ServiceListed>[] | undefined

/** Made once, when the configured service types are known. */
function filters(): readonly Filter<ServiceListed>[] {
  cached ??= [
    {
      kind: 'tabs',
      id: 'service_status',
      labelKey: 'services:field.status',
      allLabelKey: 'services:list.all',
      options: statuses.map((status) => ({ value: status, label: status })),
    },
    {
      kind: 'multi-select',
      id: 'service_type',
      labelKey: 'services:field.type',
      options: uiConfig().service_types.map((type) => ({ value: type, label: type })),
    },
    { kind: 'lookup', id: 'customer_id', labelKey: 'services:field.customer', Field: CustomerFilter },
  ]
  return cached
}

const sortPresets: readonly SortPreset[] = [
  { labelKey: 'services:sort.newest', id: 'service_id', order: 'desc' },
  { labelKey: 'services:sort.oldest', id: 'service_id', order: 'asc' },
  { labelKey: 'services:sort.name', id: 'service_name', order: 'asc' },
  { labelKey: 'services:sort.customer', id: 'customer_name', order: 'asc' },
  { labelKey: 'services:sort.dearest', id: 'retail_cost', order: 'desc' },
]
