import type { Task } from '../loader/play.ts'
import type { Ancestors } from './ancestors.ts'
import type { RunState } from './run-state.ts'
import { taskTemplar } from './task-templar.ts'
import type { Templar } from './templar.ts'
import type { TaskScope } from './variables.ts'

/** One run of a task: with its variables, its templates, and its place in a loop. */
export type Attempt = {
  task: Task
  ancestors: Ancestors
  state: RunState
  scope: TaskScope
  templar: Templar
  item: number
  signal: AbortSignal
}

/** Templates that see what a task sees. */
export const templarFor = (scope: TaskScope, { job }: RunState): Templar =>
  taskTemplar(scope, { now: job.now, nativeTypes: job.nativeTypes ?? false, searchPath: [job.playsDir] })
