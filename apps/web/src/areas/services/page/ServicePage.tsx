import { Skeleton } from '@mantine/core'
import { customerEndpoints, type ServiceDetail, serviceEndpoints } from '@omnicrm/contract'
import { useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useRead } from '../../../api/use-read.ts'
import { useCan } from '../../../app/use-can.ts'
import { LoadFailure } from '../../../components/LoadFailure.tsx'
import { PageHeader } from '../../../components/PageHeader.tsx'
import { StatusBadge } from '../../../components/StatusBadge.tsx'
import { type Tab, TabBar } from '../../../components/TabBar.tsx'
import {
  cancelService,
  deleteService,
  editService,
  keepService,
  resumeService,
  suspendService,
  viewUsage,
} from '../service-actions.ts'
import { ActivityTab } from './ActivityTab.tsx'
import { AddonsTab } from './AddonsTab.tsx'
import { InventoryTab } from './InventoryTab.tsx'
import { OverviewTab } from './OverviewTab.tsx'
import { ProvisioningBadge } from './ProvisioningBadge.tsx'
import { TransactionsTab } from './TransactionsTab.tsx'
import { UsageTab } from './UsageTab.tsx'

const actions = [editService, viewUsage, suspendService, resumeService, keepService, cancelService, deleteService]

/** S26: one service. */
export default function ServicePage() {
  const { t } = useTranslation()
  const { serviceId } = useParams({ strict: false }) as { serviceId: string }
  const read = useRead(serviceEndpoints.get, { params: { service_id: Number(serviceId) } })
  if (read.data) return <Loaded service={read.data} />
  if (read.isError) return <LoadFailure error={read.error} onRetry={() => void read.refetch()} />
  return <Skeleton h={240} aria-label={t('common:loading')} />
}

function Loaded({ service }: { service: ServiceDetail }) {
  const { t } = useTranslation()
  const mayViewCustomer = useCan('view_customer')
  const { customer_id, service_id } = service
  const customer = useRead(customerEndpoints.get, { params: { customer_id } }, { enabled: mayViewCustomer }).data
  const tabs: readonly Tab[] = [
    { number: 1, label: t('services:page.overview'), render: () => <OverviewTab service={service} /> },
    {
      number: 2,
      label: t('services:page.inventory'),
      permission: 'view_inventory',
      render: () => <InventoryTab serviceId={service_id} />,
    },
    {
      number: 3,
      label: t('services:page.transactions'),
      permission: 'view_customer_transaction',
      render: () => <TransactionsTab serviceId={service_id} />,
    },
    { number: 4, label: t('services:page.usage'), render: () => <UsageTab serviceId={service_id} /> },
    {
      number: 5,
      label: t('services:page.addons'),
      permission: 'view_product',
      render: () => <AddonsTab service={service} />,
    },
    {
      number: 6,
      label: t('services:page.activity'),
      permission: 'view_customer_activity',
      render: () => <ActivityTab customerId={customer_id} serviceId={service_id} />,
    },
  ]
  return (
    <>
      <PageHeader
        title={service.service_name ?? service.service_uuid}
        breadcrumbs={[
          mayViewCustomer
            ? {
                label: customer?.customer_name ?? t('services:page.customer', { id: customer_id }),
                to: `/customers/${customer_id}#3`,
              }
            : { label: t('services:list.title'), to: '/services' },
        ]}
        badges={
          <>
            <StatusBadge status={service.service_status} />
            <ProvisioningBadge serviceId={service_id} />
          </>
        }
        note={t('services:page.note', { id: service_id, uuid: service.service_uuid })}
        actions={actions}
        subject={service}
      />
      <TabBar tabs={tabs} label={t('services:page.parts')} />
    </>
  )
}
