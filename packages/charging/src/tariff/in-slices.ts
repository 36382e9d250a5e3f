const SLICE_MS = 5

/** Visits items in order and lets requests in every few milliseconds. */
export async function eachInSlices<T>(items: Iterable<T>, visit: (item: T) => void): Promise<void> {
  let until = performance.now() + SLICE_MS
  for (const item of items) {
    visit(item)
    if (performance.now() < until) continue
    await letRequestsIn()
    until = performance.now() + SLICE_MS
  }
}

/** The items in portions, requests being let in between them. */
export async function* inPortions<T>(items: readonly T[], size: number): AsyncIterable<readonly T[]> {
  for (let start = 0; start < items.length; start += size) {
    yield items.slice(start, start + size)
    await letRequestsIn()
  }
}

function letRequestsIn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve)
  })
}
