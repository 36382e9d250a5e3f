import { faCheck } from '@fortawesome/free-solid-svg-icons/faCheck'
import { faTriangleExclamation } from '@fortawesome/free-solid-svg-icons/faTriangleExclamation'
import { faXmark } from '@fortawesome/free-solid-svg-icons/faXmark'
import { Loader } from '@mantine/core'
import type { ProvisionDetail, ProvisionEvent } from '@omnicrm/contract'
import { useTranslation } from 'react-i18next'
import { Icon } from '../../components/Icon.tsx'
import { isJobOver, jobProgress, type TaskState, taskState } from './job-progress.ts'
import classes from './TaskList.module.css'

type Props = {
  job: ProvisionDetail
  /** each task opens to its result */
  withResults?: boolean
  /** number of the task that is open from the start */
  openTask?: number
}

/** The tasks of a job: done, running, failed, ignored, each with its word. */
export function TaskList({ job, withResults = false, openTask }: Props) {
  const { t } = useTranslation()
  const events = job.provisioning_result_json
  const isOver = isJobOver(job)
  const isBetween = !isOver && !events.some(({ provisioning_status }) => taskState(provisioning_status) === 'running')
  const left = isOver ? 0 : jobProgress(job).total - events.length
  return (
    <ol className={classes.list}>
      {events.map((event) => (
        <Task
          key={event.event_number}
          event={event}
          withResult={withResults}
          isOpen={event.event_number === openTask || (withResults && taskState(event.provisioning_status) === 'failed')}
        />
      ))}
      {isBetween && (
        <li className={classes.task} data-state="running">
          <div className={classes.line}>
            <Mark state="running" />
            <span className={classes.name}>{t(job.queued ? 'provisioning:waiting' : 'provisioning:next_task')}</span>
          </div>
        </li>
      )}
      {left > 0 && <li className={classes.pending}>{t('provisioning:tasks_left', { count: left })}</li>}
    </ol>
  )
}

type TaskProps = { event: ProvisionEvent; withResult: boolean; isOpen: boolean }

function Task({ event, withResult, isOpen }: TaskProps) {
  const { t } = useTranslation()
  const state = taskState(event.provisioning_status)
  const line = (
    <>
      <Mark state={state} />
      <span className={classes.name}>{event.event_name}</span>
      <span className={classes.word}>{t(`provisioning:task.${state}`)}</span>
    </>
  )
  return (
    <li className={classes.task} id={`task-${event.event_number}`} data-state={state}>
      {withResult ? (
        <details open={isOpen}>
          <summary className={classes.line}>{line}</summary>
          {/* long answers scroll, and the keyboard must reach what scrolls */}
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region */}
          <pre className={classes.result} tabIndex={0}>
            {resultText(event.provisioning_result_json)}
          </pre>
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

function resultText(result: unknown): string {
  return typeof result === 'string' ? result : JSON.stringify(result, null, 2)
}
