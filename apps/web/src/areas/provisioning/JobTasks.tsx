import { faMagnifyingGlass } from '@fortawesome/free-solid-svg-icons/faMagnifyingGlass'
import { Button, Select, Text, TextInput } from '@mantine/core'
import type { ProvisionDetail, ProvisionEvent } from '@omnicrm/contract'
import { useLocation } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../../components/Icon.tsx'
import { Panel } from '../../components/Panel.tsx'
import { isJobOver } from './job-progress.ts'
import classes from './TaskList.module.css'
import { TaskList } from './TaskList.tsx'
import { EVERY_TASK, FAILED_OPEN, isTaskOpen, matchingTasks, type OpenTasks, type TaskFilter } from './task-filter.ts'

/** The tasks of a job with what each answered, to search, narrow, open and close. */
export function JobTasks({ job }: { job: ProvisionDetail }) {
  const { t } = useTranslation()
  const [filter, setFilter] = useState(EVERY_TASK)
  const named = useTaskOfAddress()
  const [open, setOpen] = useState<OpenTasks>(() =>
    named === undefined ? FAILED_OPEN : { ...FAILED_OPEN, own: { [named]: true } },
  )
  const events = job.provisioning_result_json
  const shown = matchingTasks(events, filter)
  const isOpen = (event: ProvisionEvent) => isTaskOpen(event, open)
  const handleToggle = (event: ProvisionEvent) =>
    setOpen({ ...open, own: { ...open.own, [event.event_number]: !isOpen(event) } })
  return (
    <Panel
      title={t('provisioning:page.tasks')}
      actions={
        <span>
          <Button variant="subtle" size="compact-sm" onClick={() => setOpen({ all: 'open', own: {} })}>
            {t('provisioning:tasks_shown.expand')}
          </Button>
          <Button variant="subtle" size="compact-sm" onClick={() => setOpen({ all: 'closed', own: {} })}>
            {t('provisioning:tasks_shown.collapse')}
          </Button>
        </span>
      }
    >
      {events.length > 0 && <Narrowing filter={filter} onChange={setFilter} />}
      {events.length > 0 && shown.length < events.length && (
        <Text size="sm" c="dimmed" role="status" mb="xs">
          {t('provisioning:tasks_shown.count', { shown: shown.length, total: events.length })}
        </Text>
      )}
      {events.length === 0 && (job.starts_at || isJobOver(job)) ? (
        <Text c="dimmed">{t('provisioning:tasks_shown.not_begun')}</Text>
      ) : (
        <TaskList job={job} shown={shown} opening={{ isOpen, onToggle: handleToggle }} />
      )}
    </Panel>
  )
}

const STATES = ['all', 'failed', 'ignored', 'running', 'done'] as const

type NarrowingProps = { filter: TaskFilter; onChange: (filter: TaskFilter) => void }

function Narrowing({ filter, onChange }: NarrowingProps) {
  const { t } = useTranslation()
  return (
    <div className={classes.narrowing}>
      <TextInput
        type="search"
        aria-label={t('provisioning:tasks_shown.search')}
        placeholder={t('provisioning:tasks_shown.search')}
        value={filter.search}
        onChange={(event) => onChange({ ...filter, search: event.currentTarget.value })}
        leftSection={<Icon icon={faMagnifyingGlass} size={12} />}
      />
      <Select
        aria-label={t('provisioning:tasks_shown.state')}
        data={STATES.map((state) => ({ value: state, label: t(`provisioning:task.${state}`) }))}
        value={filter.state}
        onChange={(state) => onChange({ ...filter, state: (state ?? 'all') as TaskFilter['state'] })}
        allowDeselect={false}
      />
    </div>
  )
}

/** Number of the task that the address names (`#task-3`); it is scrolled to once it is there. */
function useTaskOfAddress(): number | undefined {
  const { hash } = useLocation()
  const number = Number(/^#?task-(\d+)$/.exec(hash)?.[1]) || undefined
  const shown = useRef<number>(undefined)
  useEffect(() => {
    if (number === undefined || shown.current === number) return
    const task = document.getElementById(`task-${number}`)
    if (!task) return
    shown.current = number
    task.scrollIntoView({ block: 'start' })
    task.querySelector('summary')?.focus({ preventScroll: true })
  })
  return number
}
