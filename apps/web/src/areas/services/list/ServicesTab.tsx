import { faPlus } from '@fortawesome/free-solid-svg-icons/faPlus'
import { Button, Group } from '@mantine/core'
import { SERVICE_STATUSES, type Service, serviceEndpoints } from '@omnicrm/contract'
import { useRouter } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useRead } from '../../../api/use-read.ts'
import { useCan } from '../../../app/use-can.ts'
import { DateText, Money } from '../../../components/figures.tsx'
import { Icon } from '../../../components/Icon.tsx'
import { StatusBadge } from '../../../components/StatusBadge.tsx'
import { DataTable } from '../../../components/table/DataTable.tsx'
import type { Column, Filter } from '../../../components/table/types.ts'
import { useHighlight } from '../../../components/use-highlight.ts'
import { ServiceName } from '../ServiceName.tsx'
import {
  cancelService,
  editService,
  keepService,
  resumeService,
  suspendService,
  viewAddons,
  viewService,
  viewUsage,
} from '../service-actions.ts'
import { suspendServices } from '../service-bulk-actions.ts'
import { openUsage } from '../usage/open-usage.tsx'
import { NextRenewal } from './NextRenewal.tsx'

const rowActions = [
  viewService,
  viewUsage,
  viewAddons,
  editService,
  suspendService,
  resumeService,
  keepService,
  cancelService,
]
const bulkActions = [suspendServices]

/** S13: the services of a customer. */
export default function ServicesTab({ customerId }: { customerId: number }) {
  const { t } = useTranslation()
  const router = useRouter()
  const mayAdd = useCan('create_provision')
  const read = useRead(serviceEndpoints.listOfCustomer, { params: { customer_id: customerId } })
  return (
    <>
      {mayAdd && (
        <Group justify="flex-end" mb="sm">
          <Button
            leftSection={<Icon icon={faPlus} size={12} />}
            onClick={() => router.history.push(`/plans?customer_id=${customerId}`)}
          >
            {t('services:tab.add')}
          </Button>
        </Group>
      )}
      <DataTable
        id="services"
        label={t('services:list.title')}
        rows={read.data}
        error={read.error}
        onRetry={() => void read.refetch()}
        columns={columns}
        filters={filters}
        rowKey={keyOf}
        rowActions={rowActions}
        bulkActions={bulkActions}
        searchLabel={t('services:tab.search')}
        emptyText={t('services:tab.empty')}
        defaults={defaults}
        highlight={useHighlight('service')}
      />
    </>
  )
}

const defaults = { sort: { id: 'service_id', order: 'desc' as const } }
const keyOf = (service: Service) => service.service_id

const columns: readonly Column<Service>[] = [
  {
    id: 'service_id',
    labelKey: 'services:field.id',
    cell: keyOf,
    value: keyOf,
    isSortable: true,
    width: '5rem',
  },
  {
    id: 'service_name',
    labelKey: 'services:field.name',
    cell: (service) => <ServiceName service={service} />,
    value: (service) => `${service.service_name ?? ''} ${service.service_uuid}`,
    isSortable: true,
    canHide: false,
  },
  {
    id: 'service_status',
    labelKey: 'services:field.status',
    cell: (service) => <StatusBadge status={service.service_status} />,
    value: (service) => service.service_status,
    isSortable: true,
  },
  {
    id: 'service_type',
    labelKey: 'services:field.type',
    cell: (service) => service.service_type,
    value: (service) => service.service_type,
    isSortable: true,
  },
  {
    id: 'service_active_date',
    labelKey: 'services:field.start',
    cell: (service) => <DateText value={service.service_active_date} />,
    value: (service) => service.service_active_date,
    isSortable: true,
  },
  {
    id: 'next_renewal',
    labelKey: 'services:field.next_renewal',
    cell: (service) => <NextRenewal service={service} />,
  },
  {
    id: 'retail_cost',
    labelKey: 'services:field.monthly',
    cell: (service) => <Money amount={service.retail_cost} />,
    value: (service) => service.retail_cost,
    isSortable: true,
    isNumeric: true,
  },
  { id: 'usage', labelKey: 'services:field.usage', cell: (service) => <UsageButton service={service} /> },
]

const filters: readonly Filter<Service>[] = [
  {
    kind: 'multi-select',
    id: 'service_status',
    labelKey: 'services:field.status',
    options: SERVICE_STATUSES.map((status) => ({ value: status, label: status })),
    matches: ({ service_status }, values) => values.includes(service_status),
  },
]

function UsageButton({ service }: { service: Service }) {
  const { t } = useTranslation()
  return (
    <Button variant="subtle" size="compact-sm" onClick={() => openUsage(service)}>
      {t('services:action.usage')}
    </Button>
  )
}
