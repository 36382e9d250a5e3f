import { isDeepStrictEqual } from 'node:util'
import type { Observed } from './observe.ts'

/** What differs between the two engines, each as one line; none when the playbook went the same way in both. */
export function differences(native: Observed, real: Observed): string[] {
  const found: string[] = []
  const check = (what: string, ours: unknown, theirs: unknown) => {
    if (isDeepStrictEqual(ours, theirs)) return
    found.push(...parts(what, ours, theirs))
  }
  check('tasks', native.tasks.map(title), real.tasks.map(title))
  for (const [index, task] of native.tasks.entries()) {
    const other = real.tasks[index]
    if (other && title(task) === title(other)) check(task.name, withReasonOf(task.result, other.result), other.result)
  }
  check('requests', native.requests, real.requests)
  const message = real.outcome.message === '' ? '' : native.outcome.message
  check('outcome', { ...native.outcome, message }, real.outcome)
  return found
}

/** Where Ansible fails without a word, anything that is said is better. */
function withReasonOf(ours: unknown, theirs: unknown): unknown {
  if (Array.isArray(ours) && Array.isArray(theirs)) return ours.map((one, index) => withReasonOf(one, theirs[index]))
  if (!isObject(ours) || !isObject(theirs)) return ours
  const { msg, ...rest } = ours
  const kept = ours.failed === true && !('msg' in theirs) ? rest : msg === undefined ? rest : { ...rest, msg }
  return Object.fromEntries(Object.entries(kept).map(([name, member]) => [name, withReasonOf(member, theirs[name])]))
}

const title = ({ name, ending }: { name: string; ending: string }): string => `${ending}: ${name}`

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

/** The innermost places at which two values differ. */
function parts(path: string, ours: unknown, theirs: unknown): string[] {
  if (isDeepStrictEqual(ours, theirs)) return []
  if (!isObject(ours) || !isObject(theirs) || Array.isArray(ours) !== Array.isArray(theirs)) {
    return [`${path}: in process ${JSON.stringify(ours)}, Ansible ${JSON.stringify(theirs)}`]
  }
  const names = new Set([...Object.keys(ours), ...Object.keys(theirs)])
  return [...names].flatMap((name) => parts(`${path}.${name}`, ours[name], theirs[name]))
}
