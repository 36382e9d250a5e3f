import type { Collection } from './collection.ts'
import { readValue, type State, type Table, tableOf } from './state.ts'

/**
 * One synchronous piece of work over the engine's state. It sees every unit that ended before it and its own writes.
 * Its writes are kept all together when it ends, or not at all when it throws.
 */
export type Unit = {
  /** the engine's clock at the start of the unit */
  readonly now: Date
  /** the value, with this unit's own writes */
  get<T>(collection: Collection<T>, key: string): T | undefined
  /** sets the value under a key; it must not be changed afterwards */
  put<T>(collection: Collection<T>, key: string, value: T): void
  remove(collection: Collection<unknown>, key: string): void
  has(collection: Collection<unknown>, key: string): boolean
  /** keys (`${tenant}:${id}`) with that prefix in order, as of the call; writing while iterating is allowed */
  keys(collection: Collection<unknown>, prefix?: string): Iterable<string>
  /** keys and values, as `keys`; what is removed meanwhile is left out */
  entries<T>(collection: Collection<T>, prefix?: string): Iterable<[string, T]>
  /** the first key behind this one */
  keyAfter(collection: Collection<unknown>, key: string): string | undefined
  /** how many keys have that prefix, at a cost that hardly grows with their number */
  count(collection: Collection<unknown>, prefix?: string): number
  /** runs a part of the unit that may fail: when it throws, what it wrote is dropped and the rest of the unit stands */
  attempt<R>(work: () => R): { result: R } | { error: unknown }
  /** runs once the unit's changes are durable; never when they are not */
  afterCommit(effect: () => void): void
}

/** What a unit would change: value by key, undefined for what is removed. */
export type Staged = Map<Collection<unknown>, Map<string, unknown>>

export type OpenUnit = {
  readonly unit: Unit
  readonly staged: Staged
  readonly effects: readonly (() => void)[]
  /** number of the last batch not yet in the log that the unit read from, 0 for none */
  seen(): number
}

/** A unit over a state; nothing of it reaches the state before its owner brings it there. */
export function openUnit(state: State, now: Date): OpenUnit {
  const staged: Staged = new Map()
  const effects: (() => void)[] = []
  let seen = 0

  const seeKey = (table: Table, key: string) => {
    if (table.pending.size === 0) return
    const batch = table.pending.get(key)
    if (batch !== undefined && batch > seen) seen = batch
  }
  const seeAll = (table: Table) => {
    for (const batch of table.pending.values()) if (batch > seen) seen = batch
  }
  const stage = (collection: Collection<unknown>, key: string, value: unknown) => {
    const own = staged.get(collection)
    if (own !== undefined) own.set(key, value)
    else staged.set(collection, new Map([[key, value]]))
  }

  const unit: Unit = {
    now,
    get: <T>(collection: Collection<T>, key: string) => {
      const own = staged.get(collection)
      if (own?.has(key)) return own.get(key) as T | undefined
      const table = tableOf(state, collection.name)
      seeKey(table, key)
      return readValue(table, collection, key)
    },
    has: (collection, key) => {
      const own = staged.get(collection)
      if (own?.has(key)) return own.get(key) !== undefined
      const table = tableOf(state, collection.name)
      seeKey(table, key)
      return table.texts.has(key)
    },
    put: (collection, key, value) => {
      // A text with half a surrogate pair comes back from the database as another text.
      if (!key.isWellFormed()) throw new Error(`not a key: ${JSON.stringify(key)}`)
      stage(collection, key, value)
    },
    remove: (collection, key) => stage(collection, key, undefined),
    keys: (collection, prefix = '') => {
      const table = tableOf(state, collection.name)
      seeAll(table)
      const own = staged.get(collection)
      return own === undefined ? table.keys.of(prefix) : mergedKeys(table, own, prefix)
    },
    *entries<T>(collection: Collection<T>, prefix = ''): Iterable<[string, T]> {
      for (const key of unit.keys(collection, prefix)) {
        const value = unit.get(collection, key)
        if (value !== undefined) yield [key, value]
      }
    },
    count: (collection, prefix = '') => {
      const table = tableOf(state, collection.name)
      seeAll(table)
      let count = table.keys.count(prefix)
      for (const [key, value] of staged.get(collection) ?? []) {
        if (key.startsWith(prefix)) count += Number(value !== undefined) - Number(table.texts.has(key))
      }
      return count
    },
    keyAfter: (collection, key) => {
      const table = tableOf(state, collection.name)
      seeAll(table)
      const own = staged.get(collection)
      if (own === undefined) return table.keys.after(key)
      let next = table.keys.after(key)
      while (next !== undefined && own.has(next) && own.get(next) === undefined) next = table.keys.after(next)
      for (const [added, value] of own) {
        if (value !== undefined && added > key && (next === undefined || added < next)) next = added
      }
      return next
    },
    attempt: (work) => {
      const before = new Map([...staged].map(([collection, own]) => [collection, new Map(own)]))
      const effectsBefore = effects.length
      try {
        return { result: work() }
      } catch (error) {
        staged.clear()
        for (const [collection, own] of before) staged.set(collection, own)
        effects.length = effectsBefore
        return { error }
      }
    },
    afterCommit: (effect) => {
      effects.push(effect)
    },
  }
  return { unit, staged, effects, seen: () => seen }
}

/** The keys of a table with a unit's own: both are in order. */
function* mergedKeys(table: Table, own: ReadonlyMap<string, unknown>, prefix: string): Iterable<string> {
  const added = [...own]
    .filter(([key, value]) => value !== undefined && key.startsWith(prefix) && !table.texts.has(key))
    .map(([key]) => key)
    .sort()
  const removed = new Set([...own].filter(([, value]) => value === undefined).map(([key]) => key))
  let next = 0
  for (const key of table.keys.of(prefix)) {
    for (; next < added.length && (added[next] as string) < key; next++) yield added[next] as string
    if (!removed.has(key)) yield key
  }
  for (; next < added.length; next++) yield added[next] as string
}
