import type { ProvisionEvent } from '@omnicrm/contract'
import { type TaskState, taskState } from './job-progress.ts'

export type TaskFilter = { search: string; state: TaskState | 'all' }
export const EVERY_TASK: TaskFilter = { search: '', state: 'all' }

/** The tasks in this state whose name or answer holds every word of the search, whatever its letter case. */
export function matchingTasks(events: readonly ProvisionEvent[], { search, state }: TaskFilter): ProvisionEvent[] {
  const words = search.toLocaleLowerCase().split(/\s+/).filter(Boolean)
  return events.filter((event) => {
    if (state !== 'all' && taskState(event.provisioning_status) !== state) return false
    if (words.length === 0) return true
    const text = `${event.event_name}\n${resultText(event.provisioning_result_json)}`.toLocaleLowerCase()
    return words.every((word) => text.includes(word))
  })
}

/** What a task answered, as it is read. */
export function resultText(result: unknown): string {
  return typeof result === 'string' ? result : JSON.stringify(result, null, 2)
}

/** Which tasks stand open: as it was said for all of them, unless one was opened or closed by itself. */
export type OpenTasks = { all: 'failed' | 'open' | 'closed'; own: Readonly<Record<number, boolean>> }
export const FAILED_OPEN: OpenTasks = { all: 'failed', own: {} }

export function isTaskOpen({ event_number, provisioning_status }: ProvisionEvent, { all, own }: OpenTasks): boolean {
  return own[event_number] ?? (all === 'failed' ? taskState(provisioning_status) === 'failed' : all === 'open')
}
