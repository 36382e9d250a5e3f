import { type InventoryItem, inventoryEndpoints } from '@omnicrm/contract'
import { useTranslation } from 'react-i18next'
import { useRead } from '../../../api/use-read.ts'
import { StatusBadge } from '../../../components/StatusBadge.tsx'
import { DataTable } from '../../../components/table/DataTable.tsx'
import type { Column } from '../../../components/table/types.ts'

/** The items that belong to a service. */
export function InventoryTab({ serviceId }: { serviceId: number }) {
  const { t } = useTranslation()
  const read = useRead(inventoryEndpoints.listOfService, { params: { service_id: serviceId } })
  return (
    <DataTable
      id="inventory"
      label={t('services:page.inventory')}
      rows={read.data?.data}
      error={read.error}
      onRetry={() => void read.refetch()}
      columns={columns}
      rowKey={keyOf}
      emptyText={t('services:inventory.empty')}
    />
  )
}

const keyOf = (item: InventoryItem) => item.inventory_id

const columns: readonly Column<InventoryItem>[] = [
  { id: 'inventory_id', labelKey: 'services:field.id', cell: keyOf, value: keyOf, isSortable: true, width: '5rem' },
  {
    id: 'item',
    labelKey: 'services:inventory.item',
    cell: (item) => item.item,
    value: (item) => item.item,
    isSortable: true,
  },
  {
    id: 'itemtext1',
    labelKey: 'services:inventory.identifier',
    cell: (item) => [item.itemtext1, item.itemtext2].filter(Boolean).join(' – '),
    value: (item) => `${item.itemtext1} ${item.itemtext2 ?? ''}`,
  },
  {
    id: 'item_state',
    labelKey: 'services:field.status',
    cell: (item) => <StatusBadge status={item.item_state} />,
    value: (item) => item.item_state,
  },
  { id: 'item_location', labelKey: 'services:inventory.place', cell: (item) => item.item_location ?? '–' },
]
