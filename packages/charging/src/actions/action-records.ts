import { defineDocuments } from '../store/collection.ts'
import type { Unit } from '../store/unit.ts'
import type { Action } from './action.ts'

/** Action lists by id. */
export const actionLists = defineDocuments<readonly Action[]>('actions')

/** The lists that exist among the given ids. */
export function findActionLists(unit: Unit, ids: readonly string[]): Map<string, readonly Action[]> {
  const found = new Map<string, readonly Action[]>()
  for (const id of ids) {
    const actions = unit.get(actionLists, id)
    if (actions !== undefined) found.set(id, actions)
  }
  return found
}
