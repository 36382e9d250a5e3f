import type { Change } from './batch.ts'
import { dropKey, type State, storeText, tableOf } from './state.ts'

/** Brings changes of the log into a state, as at a start. */
export function applyChanges(state: State, changes: readonly Change[]): void {
  for (const { collection, key, text } of changes) {
    const table = tableOf(state, collection)
    if (text === null) dropKey(table, key)
    else storeText(table, key, text)
  }
}
