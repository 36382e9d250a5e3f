import type { Config } from '../platform/config/config-schema.ts'
import { invalid } from '../platform/errors.ts'

/** Throws 400 for a state that is not configured. Which state follows which is the operator's business. */
export function requireState(config: Config, state: string): void {
  const { states } = config.inventory
  if (!states.includes(state)) throw invalid('item_state', `must be one of: ${states.join(', ')}`)
}

/** State of an item that changes hands without one being asked for: Assigned when given, Used when released. */
export function stateAfter(
  config: Config,
  current: string,
  { given, released }: { given: boolean; released: boolean },
): string {
  const wanted = given ? 'Assigned' : released ? 'Used' : current
  return config.inventory.states.includes(wanted) ? wanted : current
}
