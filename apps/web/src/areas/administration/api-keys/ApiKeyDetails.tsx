import { Modal, Skeleton, Stack, Text } from '@mantine/core'
import { type ApiKeyDetail, apiKeyEndpoints } from '@omnicrm/contract'
import { useTranslation } from 'react-i18next'
import { useRead } from '../../../api/use-read.ts'
import { DateText } from '../../../components/figures.tsx'
import { KeyValueList } from '../../../components/KeyValueList.tsx'
import { LoadFailure } from '../../../components/LoadFailure.tsx'
import { DataTable } from '../../../components/table/DataTable.tsx'
import type { Column } from '../../../components/table/types.ts'
import { Expiry, KeyStatus } from './KeyWords.tsx'

/** A key opened: what it may, how it is used, and its last calls (KEY-16). */
export function ApiKeyDetails({ id, onClose }: { id: number; onClose: () => void }) {
  const { t } = useTranslation()
  const read = useRead(apiKeyEndpoints.get, { params: { api_key_id: id } })
  return (
    <Modal
      opened
      onClose={onClose}
      title={read.data?.name ?? t('common:loading')}
      size="xl"
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      {read.error && <LoadFailure error={read.error} onRetry={() => void read.refetch()} />}
      {!read.data && !read.error && <Skeleton h={240} />}
      {read.data && <Details detail={read.data} />}
    </Modal>
  )
}

function Details({ detail }: { detail: ApiKeyDetail }) {
  const { t } = useTranslation()
  const { usage } = detail
  return (
    <Stack gap="md">
      <KeyValueList
        columns={2}
        items={[
          { label: t('administration:key.key'), value: <code dir="ltr">{detail.api_key}</code> },
          { label: t('administration:key.status'), value: <KeyStatus status={detail.status} /> },
          { label: t('administration:key.created'), value: <DateText value={detail.created} as="time" /> },
          { label: t('administration:key.created_by'), value: detail.created_by_name },
          { label: t('administration:key.expiry'), value: <Expiry date={detail.expiry_date} /> },
          { label: t('administration:key.last_used'), value: <DateText value={detail.last_used} as="time" /> },
          { label: t('administration:key.requests'), value: usage.requests },
          { label: t('administration:key.requests_today'), value: usage.requests_today },
          { label: t('administration:key.requests_month'), value: usage.requests_last_30_days },
          { label: t('administration:key.addresses'), value: detail.ips?.join(', ') },
          { label: t('administration:key.description'), value: detail.description },
        ]}
      />
      <div>
        <Text fw={600} size="sm">
          {t('administration:key.permissions')}
        </Text>
        <Text size="sm" ff="monospace" style={{ overflowWrap: 'anywhere' }}>
          {detail.permissions.join(', ') || '–'}
        </Text>
      </div>
      <DataTable
        id="key-calls"
        keepIn="memory"
        label={t('administration:key.calls')}
        rows={detail.recent_access}
        columns={columns}
        rowKey={keyOf}
        emptyText={t('administration:key.no_calls')}
      />
    </Stack>
  )
}

type Access = ApiKeyDetail['recent_access'][number]

const keyOf = ({ minute, ip_address, method, path }: Access) => [minute, ip_address, method, path].join(' ')

const columns: readonly Column<Access>[] = [
  {
    id: 'minute',
    labelKey: 'administration:key.minute',
    cell: ({ minute }) => <DateText value={minute} as="time" />,
    value: ({ minute }) => minute,
  },
  {
    id: 'path',
    labelKey: 'administration:key.endpoint',
    cell: ({ method, path }) => (
      <code dir="ltr">
        {method} {path}
      </code>
    ),
  },
  { id: 'ip_address', labelKey: 'account:sessions.address', cell: ({ ip_address }) => <bdi>{ip_address}</bdi> },
  { id: 'requests', labelKey: 'administration:key.requests', cell: ({ requests }) => requests, isNumeric: true },
]
