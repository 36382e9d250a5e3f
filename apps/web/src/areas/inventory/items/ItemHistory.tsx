import { Title } from '@mantine/core'
import { inventoryEndpoints, type OutputOf } from '@omnicrm/contract'
import { useTranslation } from 'react-i18next'
import { useRead } from '../../../api/use-read.ts'
import { DateText } from '../../../components/figures.tsx'
import { StatusBadge } from '../../../components/StatusBadge.tsx'
import { DataTable } from '../../../components/table/DataTable.tsx'
import type { Column } from '../../../components/table/types.ts'
import { CustomerLink, ServiceLink } from './HolderLinks.tsx'

type Entry = OutputOf<typeof inventoryEndpoints.history>[number]

/** Who had an item, when and for which service, newest first. */
export function ItemHistory({ inventoryId }: { inventoryId: number }) {
  const { t } = useTranslation()
  const history = useRead(inventoryEndpoints.history, { params: { inventory_id: inventoryId } })
  return (
    <section>
      <Title order={2} size="h3" mb="xs">
        {t('inventory:history.title')}
      </Title>
      <DataTable
        id="history"
        keepIn="memory"
        label={t('inventory:history.title')}
        rows={history.data}
        error={history.error}
        onRetry={() => void history.refetch()}
        columns={columns}
        rowKey={keyOf}
        emptyText={t('inventory:history.empty')}
      />
    </section>
  )
}

const keyOf = (entry: Entry) => JSON.stringify(entry)

const columns: readonly Column<Entry>[] = [
  {
    id: 'timestamp',
    labelKey: 'inventory:history.time',
    cell: (entry) => <DateText value={entry.timestamp} as="time" />,
    value: (entry) => entry.timestamp,
  },
  {
    id: 'item_state',
    labelKey: 'inventory:field.state',
    cell: (entry) => <StatusBadge status={entry.item_state} />,
  },
  { id: 'item_location', labelKey: 'inventory:field.location', cell: (entry) => entry.item_location ?? '–' },
  {
    id: 'customer_id',
    labelKey: 'inventory:field.customer',
    cell: (entry) => <CustomerLink id={entry.customer_id} />,
  },
  { id: 'service_id', labelKey: 'inventory:field.service', cell: (entry) => <ServiceLink id={entry.service_id} /> },
  { id: 'user_id', labelKey: 'inventory:history.user', cell: (entry) => entry.user_id ?? '–', isHidden: true },
]
