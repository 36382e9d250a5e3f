import type { Task } from '../loader/play.ts'
import { type ModuleOutcome, outcome } from '../modules/module.ts'
import { text } from '../python/text.ts'
import type { Dict, Value } from '../python/values.ts'

/** Tasks that bring in others when they run. */
export const isInclude = ({ module }: Pick<Task, 'module'>): boolean =>
  module === 'include_tasks' || module === 'include' || module === 'include_role'

/** What an include says of itself before its tasks run. */
export function includeOutcome(task: Task, args: Dict): ModuleOutcome {
  if (task.module === 'include_role') return outcome({ changed: false, include_args: args })
  const file = text(args.get('_raw_params') ?? args.get('file') ?? '')
  const more: [Value, Value][] = [...args].filter(([name]) => name !== '_raw_params' && name !== 'file')
  return outcome({ include: file, include_args: new Map(more), changed: false })
}
