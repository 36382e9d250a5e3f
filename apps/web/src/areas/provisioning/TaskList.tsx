import { faCheck } from '@fortawesome/free-solid-svg-icons/faCheck'
import { faTriangleExclamation } from '@fortawesome/free-solid-svg-icons/faTriangleExclamation'
import { faXmark } from '@fortawesome/free-solid-svg-icons/faXmark'
import { Loader } from '@mantine/core'
import type { ProvisionDetail, ProvisionEvent } from '@omnicrm/contract'
import type { MouseEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../../components/Icon.tsx'
import { isJobOver, jobProgress, jobState, type TaskState, taskState } from './job-progress.ts'
import classes from './TaskList.module.css'
import { resultText } from './task-filter.ts'

type Opening = { isOpen: (event: ProvisionEvent) => boolean; onToggle: (event: ProvisionEvent) => void }

type Props = {
  job: ProvisionDetail
  /** those to show; all of them when left out */
  shown?: readonly ProvisionEvent[]
  /** lets each task open to its result */
  opening?: Opening
}

/** The tasks of a job: done, running, failed, ignored, each with its word. */
export function TaskList({ job, shown, opening }: Props) {
  const { t } = useTranslation()
  const events = job.provisioning_result_json
  const isOver = isJobOver(job)
  const isBetween = !isOver && !events.some(({ provisioning_status }) => taskState(provisioning_status) === 'running')
  const left = isOver ? 0 : jobProgress(job).total - events.length
  const isWhole = (shown ?? events).length === events.length
  return (
    <ol className={classes.list}>
      {(shown ?? events).map((event) => (
        <Task key={event.event_number} event={event} opening={opening} />
      ))}
      {isWhole && isBetween && jobState(job) !== 'scheduled' && (
        <li className={classes.task} data-state="running">
          <div className={classes.line}>
            <Mark state="running" />
            <span className={classes.name}>{t(job.queued ? 'provisioning:waiting' : 'provisioning:next_task')}</span>
          </div>
        </li>
      )}
      {isWhole && left > 0 && <li className={classes.pending}>{t('provisioning:tasks_left', { count: left })}</li>}
    </ol>
  )
}

function Task({ event, opening }: { event: ProvisionEvent; opening: Opening | undefined }) {
  const { t } = useTranslation()
  const state = taskState(event.provisioning_status)
  const isOpen = opening?.isOpen(event) ?? false
  const line = (
    <>
      <Mark state={state} />
      <span className={classes.name}>{event.event_name}</span>
      <span className={classes.word}>{t(`provisioning:task.${state}`)}</span>
    </>
  )

  function handleToggle(click: MouseEvent) {
    click.preventDefault()
    opening?.onToggle(event)
  }

  return (
    <li className={classes.task} id={`task-${event.event_number}`} data-state={state}>
      {opening ? (
        <details open={isOpen}>
          {/* biome-ignore lint/a11y/noStaticElementInteractions: a summary is a button by nature */}
          <summary className={classes.line} onClick={handleToggle}>
            {line}
          </summary>
          {/* long answers scroll, and the keyboard must reach what scrolls */}
          {isOpen && (
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region
            <pre className={classes.result} tabIndex={0}>
              {resultText(event.provisioning_result_json)}
            </pre>
          )}
        </details>
      ) : (
        <div className={classes.line}>{line}</div>
      )}
    </li>
  )
}

const ICONS = { done: faCheck, failed: faXmark, ignored: faTriangleExclamation }

function Mark({ state }: { state: TaskState }) {
  return (
    <span className={classes.mark} data-state={state}>
      {state === 'running' ? <Loader size={14} /> : <Icon icon={ICONS[state]} size={14} />}
    </span>
  )
}
