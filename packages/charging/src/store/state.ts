import type { Collection } from './collection.ts'
import { createPackedTexts, type PackedTexts } from './packed-texts.ts'
import { createRecentValues, type RecentValues } from './recent-values.ts'
import { createSortedKeys, type SortedKeys } from './sorted-keys.ts'

/** The records of one collection: all packed, those used lately unpacked as well. */
export type Table = {
  readonly texts: PackedTexts
  readonly keys: SortedKeys
  readonly recent: RecentValues
  /** keys with a change that is not yet in the log, each with the number of the batch that brings it there */
  readonly pending: Map<string, number>
}

/** All that the engine knows, by name of collection. */
export type State = Map<string, Table>

export function tableOf(state: State, name: string): Table {
  const known = state.get(name)
  if (known !== undefined) return known
  const table: Table = {
    texts: createPackedTexts(),
    keys: createSortedKeys(),
    recent: createRecentValues(),
    pending: new Map(),
  }
  state.set(name, table)
  return table
}

/** The value under a key as of all units that ended. */
export function readValue<T>(table: Table, collection: Collection<T>, key: string): T | undefined {
  const recent = table.recent.get(key)
  if (recent !== undefined) return recent as T
  const text = table.texts.get(key)
  if (text === undefined) return undefined
  const value = collection.read(JSON.parse(text))
  table.recent.set(key, value)
  return value
}

export function storeText(table: Table, key: string, text: string): void {
  const isNew = !table.texts.has(key)
  table.texts.set(key, text)
  if (isNew) table.keys.add(key)
}

export function dropKey(table: Table, key: string): void {
  if (table.texts.delete(key)) table.keys.remove(key)
  table.recent.delete(key)
}
