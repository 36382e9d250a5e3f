import { expect, test } from 'vitest'
import { createAccessCache } from './access-cache.ts'

type Parts = Parameters<typeof createAccessCache>[0]

function arrange() {
  const state = { now: new Date('2025-01-10T10:00:00Z'), hears: true, announce: () => {}, gap: () => {}, loads: 0 }
  const parts = {
    clock: { now: () => state.now },
    live: {
      hears: () => state.hears,
      subscribe: (_channel: string, listener: () => void) => {
        state.announce = listener
        return () => {}
      },
      onGap: (listener: () => void) => {
        state.gap = listener
      },
    },
  } as unknown as Parts
  const cache = createAccessCache<string | undefined>(parts)
  const get = (value: string | undefined = 'known') =>
    cache.through('key', async () => {
      state.loads += 1
      return value
    })
  return { state, cache, get }
}

test('what is known is not asked again, until something changes or the connection is lost [USER-24]', async () => {
  const { state, get } = arrange()
  await get()
  await get()
  expect(state.loads).toBe(1)
  state.announce()
  await get()
  expect(state.loads).toBe(2)
  state.gap()
  await get()
  expect(state.loads).toBe(3)
})

test('nothing is remembered while no announcement can be heard', async () => {
  const { state, get } = arrange()
  state.hears = false
  await get()
  await get()
  expect(state.loads).toBe(2)
})

test('a load during which something changed is used, but not kept', async () => {
  const { state, cache, get } = arrange()
  const value = await cache.through('key', async () => {
    state.announce()
    return 'from before'
  })
  expect(value).toBe('from before')
  expect(await get('from after')).toBe('from after')
})

test('entries end by the clock, forwards and backwards, and what was not found is never kept', async () => {
  const { state, get } = arrange()
  await get()
  state.now = new Date('2025-01-10T10:00:19Z')
  await get()
  expect(state.loads).toBe(1)
  state.now = new Date('2025-01-10T10:00:21Z')
  await get()
  state.now = new Date('2025-01-10T09:00:00Z')
  await get()
  expect(state.loads).toBe(3)
  const other = arrange()
  await other.cache.through('key', async () => undefined)
  expect(await other.get()).toBe('known')
})
