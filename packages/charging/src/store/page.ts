/** A part of a list: what lies behind `offset`, at most `limit` of it, null for all. */
export function page<T>(items: Iterable<T>, { offset, limit }: { offset: number; limit: number | null }): T[] {
  const found: T[] = []
  let position = 0
  for (const item of items) {
    if (limit !== null && found.length >= limit) break
    if (position++ >= offset) found.push(item)
  }
  return found
}
