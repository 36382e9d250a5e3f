import { Text } from '@mantine/core'
import { PROVISIONING_STATUS, type Provision, provisionEndpoints } from '@omnicrm/contract'
import { useEffect, useEffectEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { queryClient } from '../../api/query-client.ts'
import { useChannel } from '../../api/use-channel.ts'
import { AppLink } from '../../components/AppLink.tsx'
import { DateText } from '../../components/figures.tsx'
import { PageHeader } from '../../components/PageHeader.tsx'
import { DataTable } from '../../components/table/DataTable.tsx'
import { serverList } from '../../components/table/server-list.ts'
import type { Column, Filter } from '../../components/table/types.ts'
import { initiatorOf } from './initiator-of.ts'
import { JobProgressCell } from './JobProgressCell.tsx'
import { JobStateBadge } from './JobStateBadge.tsx'
import { retryJob } from './job-actions.ts'
import { ProductName } from './ProductName.tsx'
import { stopJob } from './stop-job.ts'

const POLL_MS = 3000
const source = serverList(provisionEndpoints.list)
const rowActions = [retryJob, stopJob]

/** S31: the jobs, newest first, live. */
export default function JobList() {
  const { t } = useTranslation()
  useKeepFresh()
  return (
    <>
      <PageHeader title={t('provisioning:list.title')} />
      <DataTable
        id="jobs"
        isMain
        label={t('provisioning:list.title')}
        source={source}
        columns={columns}
        filters={filters}
        rowKey={keyOf}
        rowHref={hrefOf}
        rowActions={rowActions}
        searchLabel={t('provisioning:list.search')}
        emptyText={t('provisioning:list.empty')}
        defaults={defaults}
        exportName="provisioning-jobs"
      />
    </>
  )
}

/** Reads the list again when the server says so, or every 3 seconds while it cannot. */
function useKeepFresh(): void {
  const refresh = useEffectEvent(() => {
    void queryClient.invalidateQueries({ queryKey: source.queryKey })
  })
  const { isLive } = useChannel('provision', () => refresh())
  useEffect(() => {
    if (isLive) return
    const timer = setInterval(() => {
      if (!document.hidden) refresh()
    }, POLL_MS)
    return () => clearInterval(timer)
  }, [isLive])
}

const defaults = { sort: { id: 'provision_id', order: 'desc' as const } }

const keyOf = (job: Provision) => job.provision_id
const hrefOf = (job: Provision) => `/provisioning/${job.provision_id}`

const columns: readonly Column<Provision>[] = [
  {
    id: 'provision_id',
    labelKey: 'provisioning:field.id',
    cell: (job) => <AppLink to={hrefOf(job)}>{job.provision_id}</AppLink>,
    isSortable: true,
    canHide: false,
    width: '5rem',
  },
  {
    id: 'playbook_description',
    labelKey: 'provisioning:field.play',
    cell: (job) => (
      <>
        {job.playbook_description}
        <Text size="xs" c="dimmed">
          {job.provisioning_play}
        </Text>
      </>
    ),
    isSortable: true,
  },
  {
    id: 'customer_name',
    labelKey: 'provisioning:field.customer',
    cell: (job) =>
      job.customer_id === null ? '–' : <AppLink to={`/customers/${job.customer_id}`}>{job.customer_name}</AppLink>,
    isSortable: true,
  },
  { id: 'product_id', labelKey: 'provisioning:field.product', cell: (job) => <ProductName id={job.product_id} /> },
  {
    id: 'provisioning_status',
    labelKey: 'provisioning:field.status',
    cell: (job) => <JobStateBadge job={job} />,
    isSortable: true,
  },
  { id: 'task_count', labelKey: 'provisioning:field.progress', cell: (job) => <JobProgressCell job={job} /> },
  { id: 'initiated_by', labelKey: 'provisioning:field.user', cell: initiatorOf },
  {
    id: 'created',
    labelKey: 'provisioning:field.created',
    cell: (job) => <DateText value={job.created} as="time" />,
    isSortable: true,
  },
]

const filters: readonly Filter<Provision>[] = [
  {
    kind: 'multi-select',
    id: 'provisioning_status',
    labelKey: 'provisioning:field.status',
    options: [
      { value: PROVISIONING_STATUS.running, labelKey: 'provisioning:state.running' },
      { value: PROVISIONING_STATUS.success, labelKey: 'provisioning:state.success' },
      { value: PROVISIONING_STATUS.failed, labelKey: 'provisioning:state.failed' },
    ],
  },
]
