import { type CallDetailRecord, serviceEndpoints } from '@omnicrm/contract'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { uiConfig } from '../../../app/ui-config.ts'
import { DateText, Money } from '../../../components/figures.tsx'
import { Panel } from '../../../components/Panel.tsx'
import { DataTable } from '../../../components/table/DataTable.tsx'
import { serverList } from '../../../components/table/server-list.ts'
import type { Column, Filter } from '../../../components/table/types.ts'
import { amountText } from './usage-text.ts'
import type { UsageType } from './usage-types.ts'
import { useUsageWords } from './use-usage-words.ts'

/** Calls, data sessions and messages of a service, newest first. */
export function UsageRecords({ serviceId }: { serviceId: number }) {
  const { t } = useTranslation()
  const source = useMemo(() => serverList(serviceEndpoints.cdrs, { params: { service_id: serviceId } }), [serviceId])
  return (
    <Panel title={t('services:record.title')}>
      <DataTable
        id="records"
        label={t('services:record.title')}
        source={source}
        columns={columns}
        filters={filters}
        rowKey={keyOf}
        emptyText={t('services:record.empty')}
        defaults={defaults}
        exportName={`usage-${serviceId}`}
      />
    </Panel>
  )
}

const defaults = { sort: { id: 'setup_time', order: 'desc' as const } }
const keyOf = (record: CallDetailRecord) => record.cgrid

const columns: readonly Column<CallDetailRecord>[] = [
  {
    id: 'setup_time',
    labelKey: 'services:record.time',
    cell: (record) => <DateText value={record.setup_time} as="time" />,
    isSortable: true,
  },
  { id: 'type', labelKey: 'services:record.type', cell: (record) => <TypeWord type={record.type} /> },
  {
    id: 'destination',
    labelKey: 'services:record.destination',
    cell: (record) => <bdi>{record.destination ?? '–'}</bdi>,
  },
  { id: 'class', labelKey: 'services:record.class', cell: (record) => record.class ?? '–' },
  {
    id: 'usage',
    labelKey: 'services:record.usage',
    cell: (record) => <UsageAmount record={record} />,
    isSortable: true,
    isNumeric: true,
  },
  {
    id: 'cost',
    labelKey: 'services:record.cost',
    cell: (record) => <Money amount={record.cost / 10 ** uiConfig().currency_decimals} />,
    isSortable: true,
    isNumeric: true,
  },
]

const TYPES: Record<CallDetailRecord['type'], UsageType> = { data: 'DATA', voice: 'VOICE', sms: 'SMS' }

function TypeWord({ type }: Pick<CallDetailRecord, 'type'>) {
  const { t } = useTranslation()
  return t(`services:usage.type.${TYPES[type]}`)
}

function UsageAmount({ record }: { record: CallDetailRecord }) {
  const words = useUsageWords()
  return amountText(TYPES[record.type], record.usage, words)
}

const filters: readonly Filter<CallDetailRecord>[] = [
  {
    kind: 'select',
    id: 'type',
    labelKey: 'services:record.type',
    options: [
      { value: 'data', labelKey: 'services:usage.type.DATA' },
      { value: 'voice', labelKey: 'services:usage.type.VOICE' },
      { value: 'sms', labelKey: 'services:usage.type.SMS' },
    ],
    toQuery: ([type]) => ({ type }),
  },
  {
    kind: 'dates',
    id: 'dates',
    labelKey: 'services:record.time',
    query: { from: 'start_date', to: 'end_date' },
  },
]
