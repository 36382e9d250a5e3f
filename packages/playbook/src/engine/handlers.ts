import type { Step } from '../loader/play.ts'
import { PlaybookError } from '../playbook-error.ts'
import { text } from '../python/text.ts'
import { isList } from '../python/values.ts'
import { type Ancestors, within } from './ancestors.ts'
import { type Attempt, scopeOf, templarFor } from './attempt.ts'
import type { Handler, RunState } from './run-state.ts'

/** The handlers of a play in their order. */
export const handlersOf = (steps: Step[], ancestors: Ancestors): Handler[] =>
  steps.flatMap((step) =>
    step.kind === 'task' ? [{ task: step, ancestors }] : handlersOf(step.tasks, within(ancestors, step)),
  )

/** Marks the handlers that a task notifies. Throws a PlaybookError when there is none of that name. */
export function notify({ task, templar, state }: Attempt): void {
  for (const wanted of task.notify.flatMap((name) => asNames(templar.render(name)))) {
    const byName = state.handlers.findLast((handler) => namesOf(handler, state).includes(wanted))
    const listening = state.handlers.filter(({ task: { listen } }) => listen.some((topic) => text(topic) === wanted))
    if (!byName && listening.length === 0) {
      throw new PlaybookError('missing', {
        message: `The requested handler '${wanted}' was not found in either the main handlers list nor in the listening handlers list`,
        file: task.at.file,
        line: task.at.line,
      })
    }
    for (const handler of byName ? [byName, ...listening] : listening) state.notified.add(handler)
  }
}

const asNames = (value: Parameters<typeof text>[0]): string[] => (isList(value) ? value : [value]).map(text)

function namesOf({ task, ancestors }: Handler, state: RunState): string[] {
  const { name } = task
  if (name === undefined) return []
  const shown = rendered(name, { task, ancestors }, state)
  const role = ancestors.role?.name
  return [name, shown, ...(role === undefined ? [] : [`${role} : ${shown}`])]
}

function rendered(name: string, { task, ancestors }: Handler, state: RunState): string {
  try {
    return text(templarFor(scopeOf(task, ancestors, state), state).render(name))
  } catch {
    return name
  }
}
