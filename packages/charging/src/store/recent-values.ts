/** Values used lately, by key. */
export type RecentValues = {
  get(key: string): unknown
  set(key: string, value: unknown): void
  delete(key: string): void
}

/** Few on purpose: what lives on for long is copied by the garbage collector, which costs more than to unpack it again. */
const GENERATION = 1_024

/** Two generations: what is used moves to the young one, and when that is full the old one is forgotten whole. */
export function createRecentValues(): RecentValues {
  let young = new Map<string, unknown>()
  let old = new Map<string, unknown>()
  const set = (key: string, value: unknown) => {
    if (young.size >= GENERATION && !young.has(key)) {
      old = young
      young = new Map()
    }
    young.set(key, value)
  }
  return {
    set,
    get: (key) => {
      const value = young.get(key)
      if (value !== undefined) return value
      const older = old.get(key)
      if (older !== undefined) set(key, older)
      return older
    },
    delete: (key) => {
      young.delete(key)
      old.delete(key)
    },
  }
}
