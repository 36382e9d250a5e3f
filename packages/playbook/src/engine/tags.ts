import type { Task } from '../loader/play.ts'
import { text } from '../python/text.ts'
import { isList } from '../python/values.ts'
import type { Ancestors } from './ancestors.ts'
import type { RunState } from './run-state.ts'
import type { Templar } from './templar.ts'

/** Whether a run with the wanted and the unwanted tags of the job has this task, by Ansible's rules. */
export function isWanted(task: Task, ancestors: Ancestors, options: { state: RunState; templar: Templar }): boolean {
  const { job } = options.state
  const own = [...ancestors.tags, ...task.tags]
  if (own.length === 0 && !job.tags?.length && !job.skipTags?.length) return true
  const tags = new Set(own.flatMap((tag) => names(options.templar.render(tag))))
  return isSelected(tags, job.tags ?? []) && !isLeftOut(tags, job.skipTags ?? [])
}

const names = (tag: Parameters<typeof text>[0]): string[] =>
  (isList(tag) ? tag : [tag]).flatMap((one) => text(one).split(',')).map((name) => name.trim())

function isSelected(tags: Set<string>, wanted: string[]): boolean {
  if (tags.has('always')) return true
  const never = tags.has('never')
  if ((wanted.length === 0 || wanted.includes('all')) && !never) return true
  if (wanted.some((tag) => tags.has(tag) || (tag === 'untagged' && tags.size === 0))) return true
  return wanted.includes('tagged') && tags.size > 0 && !never
}

function isLeftOut(tags: Set<string>, unwanted: string[]): boolean {
  if (unwanted.includes('all')) return !tags.has('always') || unwanted.includes('always')
  if (unwanted.some((tag) => tags.has(tag) || (tag === 'untagged' && tags.size === 0))) return true
  return unwanted.includes('tagged') && tags.size > 0
}
