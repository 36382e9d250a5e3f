import { type Collection, isPassing } from './collection.ts'
import { createPackedTexts, type PackedTexts } from './packed-texts.ts'
import { passingKeys, passingTexts, passingValues } from './passing.ts'
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
  const table: Table = isPassing(name)
    ? { texts: passingTexts(), keys: passingKeys, recent: passingValues, pending: new Map() }
    : { texts: createPackedTexts(), keys: createSortedKeys(), recent: createRecentValues(), pending: new Map() }
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
  if (table.texts.set(key, text)) table.keys.add(key)
}

/** False when there was none. */
export function dropKey(table: Table, key: string): boolean {
  if (!table.texts.delete(key)) return false
  table.keys.remove(key)
  table.recent.delete(key)
  return true
}
