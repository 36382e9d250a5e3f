/** Keys in order (by UTF-16 code unit), for pages, prefixes and queues by time. */
export type SortedKeys = {
  add(key: string): void
  remove(key: string): void
  /** the keys that begin with prefix, in order */
  of(prefix: string): Iterable<string>
  count(prefix: string): number
  /** the first key behind this one */
  after(key: string): string | undefined
  /** replaces all by these */
  fill(keys: string[]): void
}

const FULL = 1024

/** Short sorted lists one after the other, so that adding and removing move few keys however many there are. */
export function createSortedKeys(): SortedKeys {
  let lists: string[][] = []

  /** The list that holds the key or would: the last one that begins at or before it. */
  const listFor = (key: string): number => {
    let low = 0
    let high = lists.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((lists[middle]?.[0] ?? '') <= key) low = middle
      else high = middle - 1
    }
    return low
  }
  const rank = (key: string): number => {
    const at = listFor(key)
    let before = 0
    for (let index = 0; index < at; index++) before += lists[index]?.length ?? 0
    return before + positionIn(lists[at] ?? [], key)
  }

  return {
    add: (key) => {
      const at = listFor(key)
      const list = lists[at]
      if (list === undefined) {
        lists.push([key])
        return
      }
      const position = positionIn(list, key)
      if (list[position] === key) return
      if (position === list.length) list.push(key)
      else list.splice(position, 0, key)
      // Keys that grow, such as times, leave full lists behind instead of half full ones.
      if (list.length > FULL) lists.splice(at + 1, 0, list.splice(position === FULL ? FULL : FULL / 2))
    },
    remove: (key) => {
      const at = listFor(key)
      const list = lists[at]
      if (list === undefined) return
      const position = positionIn(list, key)
      if (list[position] !== key) return
      list.splice(position, 1)
      if (list.length === 0) lists.splice(at, 1)
    },
    *of(prefix) {
      for (let at = listFor(prefix), position = positionIn(lists[at] ?? [], prefix); at < lists.length; at++) {
        const list = lists[at] ?? []
        for (; position < list.length; position++) {
          const key = list[position] as string
          if (!key.startsWith(prefix)) return
          yield key
        }
        position = 0
      }
    },
    after: (key) => {
      const at = listFor(key)
      const list = lists[at] ?? []
      const position = positionIn(list, key)
      return list[list[position] === key ? position + 1 : position] ?? lists[at + 1]?.[0]
    },
    count: (prefix) => {
      if (prefix === '') return lists.reduce((sum, list) => sum + list.length, 0)
      return rank(afterPrefix(prefix)) - rank(prefix)
    },
    fill: (keys) => {
      keys.sort()
      lists = []
      for (let start = 0; start < keys.length; start += FULL / 2) lists.push(keys.slice(start, start + FULL / 2))
    },
  }
}

/** Where the key is in a sorted list, or would be. */
function positionIn(list: readonly string[], key: string): number {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((list[middle] as string) < key) low = middle + 1
    else high = middle
  }
  return low
}

/** The least text that comes after every text with this prefix. */
function afterPrefix(prefix: string): string {
  const last = prefix.charCodeAt(prefix.length - 1)
  return prefix.slice(0, -1) + String.fromCharCode(last + 1)
}
