import { isTemplate } from '../engine/templar.ts'
import type { Step, Task } from '../loader/play.ts'
import { text } from '../python/text.ts'

/** The first request of a play that changes something and has nothing around it that would undo it. */
export function changeWithoutUndo(steps: Step[], covered = false): Task | undefined {
  for (const step of steps) {
    if (step.kind === 'block') {
      const inner = covered || step.rescue.length > 0
      // what runs in a rescue section is the undoing
      const found = changeWithoutUndo([...step.tasks, ...step.always], inner)
      if (found) return found
    } else if (!covered && changes(step)) return step
  }
  return undefined
}

function changes({ module, args, ignoreErrors }: Task): boolean {
  if (module !== 'uri' || (ignoreErrors !== undefined && ignoreErrors !== false)) return false
  const method = text(args.get('method') ?? 'GET').toUpperCase()
  return !isTemplate(method) && ['POST', 'PUT', 'PATCH'].includes(method)
}
