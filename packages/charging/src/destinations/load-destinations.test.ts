import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Engine } from '../engine.ts'
import { createTestStore } from '../store/test-store.ts'
import { isLive, makeLive } from './coming-records.ts'
import {
  findDestinationsOfPrefix,
  findPrefixes,
  listDestinations,
  matchDestinations,
  putPrefixes,
} from './destination-records.ts'
import { fillComing, settleComing } from './load-destinations.ts'

const open = () => createTestStore({ now: () => new Date('2026-11-20T12:00:00Z') })
type Made = ReturnType<typeof open>
const engineOf = (made: Made) => made.store as unknown as Engine
const anyLoad = fc.uniqueArray(
  fc.record({
    id: fc.constantFrom('A', 'B', 'C', 'D'),
    prefixes: fc.uniqueArray(fc.constantFrom('3', '31', '32', '4', '44'), { minLength: 1, maxLength: 3 }),
  }),
  { selector: ({ id }) => id },
)
/** All that can be asked of destinations. */
const seen = (made: Made) =>
  made.store.read((unit) => ({
    list: listDestinations(unit, []),
    prefixes: ['A', 'B', 'C', 'D'].map((id) => findPrefixes(unit, id)),
    ids: ['3', '31', '32', '4', '44'].map((prefix) => findDestinationsOfPrefix(unit, prefix)),
    matched: ['31201', '44', '99'].map((number) => [...matchDestinations(unit, number)].sort()),
  }))
async function put(made: Made, load: readonly { id: string; prefixes: readonly string[] }[]): Promise<void> {
  await made.store.change((unit) => {
    for (const { id, prefixes } of load) putPrefixes(unit, id, prefixes)
  })
}

test('a big load counts all at once, means the same while it settles, and what is put meanwhile wins', async () => {
  await fc.assert(
    fc.asyncProperty(anyLoad, anyLoad, anyLoad, fc.boolean(), async (before, load, meanwhile, dies) => {
      const plain = open()
      const made = open()
      for (const one of [plain, made]) await put(one, before)
      const start = await seen(plain)
      await fillComing(engineOf(made), load)
      expect(await seen(made)).toEqual(start)
      await put(plain, load)
      await made.store.change(makeLive)
      expect(await seen(made)).toEqual(await seen(plain))
      // As after a kill: the same state read again from the log.
      if (dies) made.store = made.reopen()
      for (const one of [plain, made]) await put(one, meanwhile)
      expect(await seen(made)).toEqual(await seen(plain))
      await settleComing(engineOf(made))
      expect(await seen(made)).toEqual(await seen(plain))
      expect(await made.store.read(isLive)).toBe(false)
    }),
    { numRuns: 200 },
  )
})

test('what never came to be live leaves no trace', async () => {
  await fc.assert(
    fc.asyncProperty(anyLoad, anyLoad, anyLoad, async (before, load, next) => {
      const plain = open()
      const made = open()
      for (const one of [plain, made]) await put(one, before)
      await fillComing(engineOf(made), load)
      made.store = made.reopen()
      await settleComing(engineOf(made))
      await fillComing(engineOf(made), next)
      await made.store.change(makeLive)
      await put(plain, next)
      expect(await seen(made)).toEqual(await seen(plain))
    }),
    { numRuns: 100 },
  )
})
