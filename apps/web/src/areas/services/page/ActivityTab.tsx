import { type Activity, activityEndpoints } from '@omnicrm/contract'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { DateText } from '../../../components/figures.tsx'
import { DataTable } from '../../../components/table/DataTable.tsx'
import { serverList } from '../../../components/table/server-list.ts'
import type { Column } from '../../../components/table/types.ts'

/** What happened to a service, newest first. */
export function ActivityTab({ customerId, serviceId }: { customerId: number; serviceId: number }) {
  const { t } = useTranslation()
  const source = useMemo(
    () =>
      serverList(activityEndpoints.listOfCustomer, {
        params: { customer_id: customerId },
        query: { filters: JSON.stringify({ service_id: [serviceId] }) },
      }),
    [customerId, serviceId],
  )
  return (
    <DataTable
      id="activity"
      label={t('services:page.activity')}
      source={source}
      columns={columns}
      rowKey={keyOf}
      emptyText={t('services:activity.empty')}
    />
  )
}

const keyOf = (entry: Activity) => entry.activity_id

const columns: readonly Column<Activity>[] = [
  {
    id: 'created',
    labelKey: 'services:activity.time',
    cell: (entry) => <DateText value={entry.created} as="time" />,
    width: '12rem',
  },
  { id: 'activity', labelKey: 'services:activity.what', cell: (entry) => entry.activity },
  { id: 'user_name', labelKey: 'services:activity.who', cell: (entry) => entry.user_name ?? entry.initiated_by },
]
