import { Modal } from '@mantine/core'
import { inventoryEndpoints, type OutputOf } from '@omnicrm/contract'
import { useTranslation } from 'react-i18next'
import { useRead } from '../../../api/use-read.ts'
import { StatusBadge } from '../../../components/StatusBadge.tsx'
import { DataTable } from '../../../components/table/DataTable.tsx'
import type { Column } from '../../../components/table/types.ts'

type StockRow = OutputOf<typeof inventoryEndpoints.stock>[number]

/** How many items there are by type, place and state. */
export function StockOverview({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const stock = useRead(inventoryEndpoints.stock, { query: {} })
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('inventory:stock.title')}
      size="xl"
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <DataTable
        id="stock"
        keepIn="memory"
        label={t('inventory:stock.title')}
        rows={stock.data}
        error={stock.error}
        onRetry={() => void stock.refetch()}
        columns={columns}
        rowKey={keyOf}
        searchLabel={t('inventory:stock.search')}
        emptyText={t('inventory:list.empty')}
      />
    </Modal>
  )
}

const keyOf = (row: StockRow) => JSON.stringify([row.item, row.item_location, row.item_state])

const columns: readonly Column<StockRow>[] = [
  {
    id: 'item',
    labelKey: 'inventory:field.type',
    cell: (row) => row.item,
    value: (row) => row.item,
    isSortable: true,
  },
  {
    id: 'item_location',
    labelKey: 'inventory:field.location',
    cell: (row) => row.item_location ?? '–',
    value: (row) => row.item_location,
    isSortable: true,
  },
  {
    id: 'item_state',
    labelKey: 'inventory:field.state',
    cell: (row) => <StatusBadge status={row.item_state} />,
    value: (row) => row.item_state,
    isSortable: true,
  },
  {
    id: 'count',
    labelKey: 'inventory:stock.count',
    cell: (row) => row.count,
    value: (row) => row.count,
    isSortable: true,
    isNumeric: true,
  },
]
