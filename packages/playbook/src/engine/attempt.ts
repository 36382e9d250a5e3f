import { dirname } from 'node:path'
import type { Task } from '../loader/play.ts'
import type { Dict } from '../python/values.ts'
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
  /** the arguments as they were last rendered, for `ansible_failed_task` */
  seen: { args: Dict | undefined }
}

/** What a task sees. */
export const scopeOf = (task: Pick<Task, 'vars' | 'at'>, ancestors: Ancestors, state: RunState): TaskScope => ({
  variables: state.variables,
  taskVars: [...ancestors.vars, task.vars],
  defaults: ancestors.defaults,
  loopVars: ancestors.loopVars,
  searchPath: searchPath(task.at.file, ancestors, state),
})

/** Folders in which a task's files are looked for: its role's, the one it stands in, and the plays'. */
function searchPath(file: string, { role }: Ancestors, { job }: RunState): string[] {
  return [...new Set([...(role ? [role.path] : []), dirname(file), job.playsDir])]
}

/** Templates that see what a task sees. */
export const templarFor = (scope: TaskScope, { job }: RunState): Templar =>
  taskTemplar(scope, { now: job.now, nativeTypes: job.nativeTypes ?? false, searchPath: scope.searchPath })
