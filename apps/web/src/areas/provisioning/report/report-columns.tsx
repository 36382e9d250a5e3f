import type { InventoryTurnover, ProvisioningReport } from '@omnicrm/contract'
import { useTranslation } from 'react-i18next'
import { AppLink } from '../../../components/AppLink.tsx'
import type { Column } from '../../../components/table/types.ts'
import { Duration } from './Duration.tsx'

type Play = ProvisioningReport['plays'][number]
type Failure = ProvisioningReport['failures'][number]

export const playColumns: readonly Column<Play>[] = [
  {
    id: 'provisioning_play',
    labelKey: 'provisioning:field.play',
    cell: (play) => <code>{play.provisioning_play}</code>,
    value: (play) => play.provisioning_play,
    isSortable: true,
    canHide: false,
  },
  {
    id: 'jobs',
    labelKey: 'provisioning:report.jobs',
    cell: (play) => play.jobs,
    value: (play) => play.jobs,
    isSortable: true,
    isNumeric: true,
  },
  {
    id: 'failed',
    labelKey: 'provisioning:report.failed',
    cell: (play) => play.failed,
    value: (play) => play.failed,
    isSortable: true,
    isNumeric: true,
  },
  {
    id: 'success_rate',
    labelKey: 'provisioning:report.success_rate',
    cell: (play) => <Percent value={play.success_rate} />,
    value: (play) => play.success_rate,
    isSortable: true,
    isNumeric: true,
  },
  {
    id: 'average_duration',
    labelKey: 'provisioning:report.duration',
    cell: (play) => <Duration seconds={play.average_duration} />,
    value: (play) => play.average_duration,
    isSortable: true,
    isNumeric: true,
  },
]

export const failureColumns: readonly Column<Failure>[] = [
  {
    id: 'event_name',
    labelKey: 'provisioning:report.task',
    cell: (failure) => failure.event_name,
    value: (failure) => failure.event_name,
    isSortable: true,
    canHide: false,
  },
  {
    id: 'provisioning_play',
    labelKey: 'provisioning:field.play',
    cell: (failure) => <code>{failure.provisioning_play}</code>,
    value: (failure) => failure.provisioning_play,
    isSortable: true,
  },
  {
    id: 'count',
    labelKey: 'provisioning:report.times',
    cell: (failure) => failure.count,
    value: (failure) => failure.count,
    isSortable: true,
    isNumeric: true,
  },
  {
    id: 'last_provision_id',
    labelKey: 'provisioning:report.last_job',
    cell: (failure) => <AppLink to={`/provisioning/${failure.last_provision_id}`}>{failure.last_provision_id}</AppLink>,
    value: (failure) => failure.last_provision_id,
    isSortable: true,
    isNumeric: true,
  },
  { id: 'last_error', labelKey: 'provisioning:report.last_error', cell: (failure) => failure.last_error ?? '–' },
]

type Stock = InventoryTurnover['items'][number]

export const stockColumns: readonly Column<Stock>[] = [
  {
    id: 'item',
    labelKey: 'provisioning:report.item',
    cell: (stock) => stock.item,
    value: (stock) => stock.item,
    isSortable: true,
    canHide: false,
  },
  ...(['assigned', 'returned', 'free_before', 'free_after', 'turnover'] as const).map(
    (id): Column<Stock> => ({
      id,
      labelKey: `provisioning:report.${id}`,
      cell: (stock) => stock[id] ?? '–',
      value: (stock) => stock[id],
      isSortable: true,
      isNumeric: true,
    }),
  ),
]

export function keyOfFailure({ provisioning_play, event_name }: Failure): string {
  return `${provisioning_play} ${event_name}`
}

function Percent({ value }: { value: number | null }) {
  const { t } = useTranslation()
  return value === null ? '–' : t('provisioning:report.percent', { percent: value })
}
