import type { PackedTexts } from './packed-texts.ts'
import type { RecentValues } from './recent-values.ts'
import type { SortedKeys } from './sorted-keys.ts'

/**
 * What a table of passing values is made of: they are gone before packing, sorting or remembering them would pay.
 */
export function passingTexts(): PackedTexts {
  const texts = new Map<string, string>()
  return {
    get size() {
      return texts.size
    },
    get: (key) => texts.get(key),
    has: (key) => texts.has(key),
    set: (key, text) => {
      const before = texts.size
      texts.set(key, text)
      return texts.size > before
    },
    delete: (key) => texts.delete(key),
    keys: () => texts.keys(),
  }
}

const noList = (): never => {
  throw new Error('values that only pass through memory cannot be listed')
}

export const passingKeys: SortedKeys = {
  add: () => undefined,
  remove: () => undefined,
  fill: () => undefined,
  of: noList,
  count: noList,
  after: noList,
}

export const passingValues: RecentValues = { get: () => undefined, set: () => undefined, delete: () => undefined }
