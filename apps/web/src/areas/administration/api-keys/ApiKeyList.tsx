import { faPlus } from '@fortawesome/free-solid-svg-icons/faPlus'
import { Button, Skeleton } from '@mantine/core'
import { apiKeyEndpoints } from '@omnicrm/contract'
import { useTranslation } from 'react-i18next'
import { useRead } from '../../../api/use-read.ts'
import { WidgetNumber } from '../../../components/figures.tsx'
import { Icon } from '../../../components/Icon.tsx'
import { PageHeader } from '../../../components/PageHeader.tsx'
import { StatCard, StatCards } from '../../../components/StatCard.tsx'
import { DataTable } from '../../../components/table/DataTable.tsx'
import { apiKeyActions, openApiKeyForm } from './api-key-actions.tsx'
import { apiKeyColumns, apiKeyFilters } from './api-key-columns.tsx'

const COUNTS = ['total', 'active', 'expiring_soon', 'expired'] as const
const defaults = { sort: { id: 'created', order: 'desc' as const } }

/** S38: keys by which programs use the API. */
export default function ApiKeyList() {
  const { t } = useTranslation()
  const keys = useRead(apiKeyEndpoints.list, {})
  const stats = useRead(apiKeyEndpoints.stats, {})
  return (
    <>
      <PageHeader title={t('administration:keys.title')}>
        <Button leftSection={<Icon icon={faPlus} size={12} />} onClick={() => openApiKeyForm()}>
          {t('administration:key.add')}
        </Button>
      </PageHeader>
      <StatCards>
        {COUNTS.map((count) => (
          <StatCard
            key={count}
            label={t(`administration:key_count.${count}`)}
            value={stats.data ? <WidgetNumber value={stats.data[count]} isMoney={false} /> : <Skeleton h={20} w={40} />}
          />
        ))}
      </StatCards>
      <DataTable
        id="api-keys"
        isMain
        label={t('administration:keys.title')}
        rows={keys.data}
        error={keys.error}
        onRetry={() => void keys.refetch()}
        columns={apiKeyColumns}
        filters={apiKeyFilters}
        rowKey={keyOf}
        rowActions={apiKeyActions}
        searchLabel={t('administration:keys.search')}
        emptyText={t('administration:keys.empty')}
        defaults={defaults}
      />
    </>
  )
}

const keyOf = ({ api_key_id }: { api_key_id: number }) => api_key_id
