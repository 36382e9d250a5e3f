import type { Callable, Dict } from './values.ts'

const known = new WeakMap<Callable, Dict>()

/** A function that has members too, such as the `loop` of a recursive loop. */
export function withMembers(call: Callable, members: Dict): Callable {
  known.set(call, members)
  return call
}

export const membersOf = (call: Callable): Dict | undefined => known.get(call)
