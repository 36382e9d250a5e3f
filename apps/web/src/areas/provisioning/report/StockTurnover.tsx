import { inventoryEndpoints } from '@omnicrm/contract'
import { useTranslation } from 'react-i18next'
import { useRead } from '../../../api/use-read.ts'
import { LoadFailure } from '../../../components/LoadFailure.tsx'
import { TableSection } from '../../../components/TableSection.tsx'
import { DataTable } from '../../../components/table/DataTable.tsx'
import { stockColumns } from './report-columns.tsx'
import type { Period } from './report-period.ts'

/** What of the stock was given out and came back in the period. */
export function StockTurnover({ period }: { period: Period }) {
  const { t } = useTranslation()
  const read = useRead(inventoryEndpoints.turnover, { query: period }, { keepPrevious: true })
  if (read.isError && !read.data) return <LoadFailure error={read.error} onRetry={() => void read.refetch()} />
  return (
    <TableSection title={t('provisioning:report.stock')}>
      <DataTable
        id="stock-turnover"
        label={t('provisioning:report.stock')}
        rows={read.data?.items ?? []}
        columns={stockColumns}
        rowKey={({ item }) => item}
        searchLabel={t('provisioning:report.search_stock')}
        emptyText={t('provisioning:report.no_stock')}
        defaults={{ sort: { id: 'assigned', order: 'desc' } }}
      />
    </TableSection>
  )
}
