import { preparedText } from './prepared-text.ts'
import type { State } from './state.ts'
import { dropKey, storeText, tableOf } from './state.ts'
import type { Staged } from './unit.ts'

/** A record as it is after a unit: its text, or null when it was removed. */
export type Change = { readonly collection: string; readonly key: string; readonly text: string | null }

/** Changes of units that go into the log together. */
export type Batch = {
  readonly number: number
  readonly changes: Change[]
  readonly effects: (() => void)[]
  /** settles when the batch is in the log, or is known not to be acknowledged */
  readonly done: Promise<void>
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

export function createBatch(number: number): Batch {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  // A batch that nobody waits for may fail as well; the failure is told elsewhere.
  promise.catch(() => undefined)
  return { number, changes: [], effects: [], done: promise, resolve, reject }
}

/** Brings what a unit staged into the state and the batch. Everything is written out first: a throw changes nothing. */
export function applyStaged(state: State, batch: Batch, staged: Staged): void {
  const changes: Change[] = []
  for (const [collection, values] of staged) {
    for (const [key, value] of values) {
      const text = value === undefined ? null : (preparedText(value) ?? JSON.stringify(collection.write(value)))
      changes.push({ collection: collection.name, key, text })
    }
  }
  let next = 0
  for (const [collection, values] of staged) {
    const table = tableOf(state, collection.name)
    for (const value of values.values()) {
      const change = changes[next++] as Change
      const { key, text } = change
      if (text === null) {
        if (!dropKey(table, key)) continue
      } else {
        storeText(table, key, text)
        table.recent.set(key, value)
      }
      table.pending.set(key, batch.number)
      batch.changes.push(change)
    }
  }
}

/** After its commit: nothing of the batch is pending any more, save what a later one changed again. */
export function settleBatch(state: State, batch: Batch): void {
  for (const { collection, key } of batch.changes) {
    const { pending } = tableOf(state, collection)
    if (pending.get(key) === batch.number) pending.delete(key)
  }
}
