import { Anchor } from '@mantine/core'
import { ACTIVITY_ENTITIES, type Activity, activityEndpoints } from '@omnicrm/contract'
import { useTranslation } from 'react-i18next'
import { openDialog } from '../../../components/dialog/dialogs.ts'
import { DateText } from '../../../components/figures.tsx'
import { PageHeader } from '../../../components/PageHeader.tsx'
import { DataTable } from '../../../components/table/DataTable.tsx'
import { serverList } from '../../../components/table/server-list.ts'
import type { Column, Filter } from '../../../components/table/types.ts'
import { ActivityDetails } from '../../customers/activity/ActivityDetails.tsx'
import { ActivityArea, ActivityUser } from '../../customers/activity/ActivityWords.tsx'
import { UserFilter } from '../users/UserFilter.tsx'

const source = serverList(activityEndpoints.listAll)
const keyOf = (entry: Activity) => entry.activity_id
const defaults = { sort: { id: 'created', order: 'desc' as const } }

/** Who did what, over the whole installation. Nothing here can be changed or removed. */
export default function AuditList() {
  const { t } = useTranslation()
  return (
    <>
      <PageHeader title={t('administration:audit.title')} />
      <DataTable
        id="audit"
        isMain
        label={t('administration:audit.title')}
        source={source}
        columns={columns}
        filters={filters}
        rowKey={keyOf}
        searchLabel={t('administration:audit.search')}
        emptyText={t('administration:audit.empty')}
        defaults={defaults}
        exportName="audit"
      />
    </>
  )
}

const filters: readonly Filter<Activity>[] = [
  {
    kind: 'multi-select',
    id: 'entity',
    labelKey: 'administration:audit.area',
    options: ACTIVITY_ENTITIES.map((value) => ({ value, labelKey: `customers:activity.entity.${value}` })),
  },
  { kind: 'lookup', id: 'user_id', labelKey: 'administration:audit.user', Field: UserFilter },
  {
    kind: 'select',
    id: 'impersonated',
    labelKey: 'administration:audit.impersonated',
    options: [{ value: true, labelKey: 'administration:audit.only_impersonated' }],
    toQuery: ([value]) => (value === true ? { impersonated: 'true' } : {}),
  },
  {
    kind: 'dates',
    id: 'created',
    labelKey: 'administration:audit.day',
    query: { from: 'start_date', to: 'end_date' },
  },
]

const columns: readonly Column<Activity>[] = [
  {
    id: 'created',
    labelKey: 'administration:audit.time',
    cell: ({ created }) => <DateText value={created} as="time" />,
    isSortable: true,
    width: '12rem',
  },
  {
    id: 'entity',
    labelKey: 'administration:audit.area',
    cell: ({ entity }) => <ActivityArea entity={entity} />,
    width: '9rem',
  },
  {
    id: 'activity',
    labelKey: 'administration:audit.what',
    cell: (entry) => (
      <Anchor
        component="button"
        type="button"
        ta="start"
        onClick={() => openDialog((close) => <ActivityDetails entry={entry} onClose={close} />)}
      >
        {entry.activity}
      </Anchor>
    ),
    canHide: false,
  },
  { id: 'user', labelKey: 'administration:audit.user', cell: (entry) => <ActivityUser entry={entry} /> },
  {
    id: 'impersonating_user_name',
    labelKey: 'administration:audit.acted_by',
    cell: ({ impersonating_user_name }) => impersonating_user_name ?? '–',
  },
  {
    id: 'initiated_by',
    labelKey: 'administration:audit.initiated_by',
    cell: ({ initiated_by }) => <bdi>{initiated_by}</bdi>,
    isHidden: true,
  },
  {
    id: 'ip_address',
    labelKey: 'account:sessions.address',
    cell: ({ ip_address }) => (ip_address ? <bdi>{ip_address}</bdi> : '–'),
  },
]
