import { faNoteSticky } from '@fortawesome/free-solid-svg-icons/faNoteSticky'
import { Button, Group, Tabs, UnstyledButton } from '@mantine/core'
import { type Activity, activityEndpoints } from '@omnicrm/contract'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan } from '../../../app/use-can.ts'
import { openDialog } from '../../../components/dialog/dialogs.ts'
import { DateText } from '../../../components/figures.tsx'
import { Icon } from '../../../components/Icon.tsx'
import { DataTable } from '../../../components/table/DataTable.tsx'
import { serverList } from '../../../components/table/server-list.ts'
import type { Column } from '../../../components/table/types.ts'
import { ActivityDetails } from './ActivityDetails.tsx'
import classes from './ActivityTab.module.css'
import { ActivityArea, ActivityUser } from './ActivityWords.tsx'
import { ACTIVITY_GROUPS } from './activity-groups.ts'
import { NoteForm } from './NoteForm.tsx'

/** What happened to a customer, newest first, by area. Entries open; there is no way to remove one. */
export default function ActivityTab({ customerId }: { customerId: number }) {
  const { t } = useTranslation()
  const mayAdd = useCan('create_customer_activity')
  const [open, setOpen] = useState('all')
  return (
    <>
      <Group justify="space-between" mb="sm">
        <Tabs
          value={open}
          onChange={(group) => setOpen(group ?? 'all')}
          variant="pills"
          classNames={{ root: classes.groups, list: classes.list }}
        >
          <Tabs.List aria-label={t('customers:activity.areas')}>
            {ACTIVITY_GROUPS.map(({ id }) => (
              <Tabs.Tab key={id} value={id}>
                {t(`customers:activity.group.${id}`)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
        </Tabs>
        {mayAdd && (
          <Button
            variant="default"
            leftSection={<Icon icon={faNoteSticky} />}
            onClick={() => openDialog((close) => <NoteForm customerId={customerId} onClose={close} />)}
          >
            {t('customers:activity.add_note')}
          </Button>
        )}
      </Group>
      <ActivityList key={open} customerId={customerId} group={open} />
    </>
  )
}

function ActivityList({ customerId, group }: { customerId: number; group: string }) {
  const { t } = useTranslation()
  const source = useMemo(() => {
    const entities = ACTIVITY_GROUPS.find(({ id }) => id === group)?.entities ?? []
    const query = entities.length > 0 ? { filters: JSON.stringify({ entity: entities }) } : {}
    return serverList(activityEndpoints.listOfCustomer, { params: { customer_id: customerId }, query })
  }, [customerId, group])
  return (
    <DataTable
      id="activity"
      keepIn="memory"
      label={t('customers:tab.activity')}
      source={source}
      columns={columns}
      rowKey={keyOf}
      searchLabel={t('customers:activity.search')}
      emptyText={t('customers:activity.empty')}
      defaults={defaults}
    />
  )
}

const defaults = { sort: { id: 'created', order: 'desc' as const } }
const keyOf = (entry: Activity) => entry.activity_id

const columns: readonly Column<Activity>[] = [
  {
    id: 'created',
    labelKey: 'customers:activity.time',
    cell: (entry) => <DateText value={entry.created} as="time" />,
    isSortable: true,
    width: '12rem',
  },
  {
    id: 'entity',
    labelKey: 'customers:activity.area',
    cell: (entry) => <ActivityArea entity={entry.entity} />,
    width: '9rem',
  },
  {
    id: 'activity',
    labelKey: 'customers:activity.what',
    cell: (entry) => (
      <UnstyledButton
        className={classes.open}
        onClick={() => openDialog((close) => <ActivityDetails entry={entry} onClose={close} />)}
      >
        {entry.activity}
      </UnstyledButton>
    ),
    canHide: false,
  },
  { id: 'user', labelKey: 'customers:activity.user', cell: (entry) => <ActivityUser entry={entry} /> },
]
