import { type Impersonation, impersonationEndpoints } from '@omnicrm/contract'
import { useTranslation } from 'react-i18next'
import { PageHeader } from '../../../components/PageHeader.tsx'
import { DataTable } from '../../../components/table/DataTable.tsx'
import { serverList } from '../../../components/table/server-list.ts'
import { impersonationColumns } from './impersonation-columns.tsx'
import { impersonationFilters } from './impersonation-filters.ts'

const source = serverList(impersonationEndpoints.logs)
const keyOf = (entry: Impersonation) => entry.impersonation_id
const defaults = { sort: { id: 'impersonation_start', order: 'desc' as const } }

/** Who acted as whom, when, for how long and how it ended (IMP-09, IMP-10). Nothing here can be changed or removed. */
export default function ImpersonationLog() {
  const { t } = useTranslation()
  return (
    <>
      <PageHeader title={t('administration:impersonations.title')} note={t('administration:impersonations.note')} />
      <DataTable
        id="impersonations"
        isMain
        label={t('administration:impersonations.title')}
        source={source}
        columns={impersonationColumns}
        filters={impersonationFilters}
        rowKey={keyOf}
        searchLabel={t('administration:impersonations.search')}
        emptyText={t('administration:impersonations.empty')}
        defaults={defaults}
        exportName="impersonations"
      />
    </>
  )
}
