import { expect, test } from 'vitest'
import { defineCollection, defineDocuments } from './collection.ts'
import { createTestStore } from './test-store.ts'
import type { Unit } from './unit.ts'

const counters = defineCollection({ name: 'test-counter', write: (n: number) => [n], read: ([n]) => n ?? 0 })
const notes = defineDocuments<{ text: string }>('test-note')
const plus =
  (key: string, by = 1) =>
  (unit: Unit) => {
    unit.put(counters, key, (unit.get(counters, key) ?? 0) + by)
    return unit.get(counters, key)
  }

test('a unit sees its own writes, and the next unit sees them at once', async () => {
  const { store } = createTestStore()
  const both = [store.change(plus('t:a')), store.change(plus('t:a'))]
  expect(await Promise.all(both)).toEqual([1, 2])
})

test('keeps nothing of a unit that throws', async () => {
  const { store, journal } = createTestStore()
  const failing = store.change((unit) => {
    unit.put(counters, 't:a', 1)
    throw new Error('no')
  })
  await expect(failing).rejects.toThrow('no')
  expect(store.read((unit) => unit.get(counters, 't:a'))).toBeUndefined()
  expect(journal.batches).toEqual([])
})

test('answers a change only when its batch is in the log', async () => {
  const { store, journal } = createTestStore({ held: true })
  let answered = false
  const change = store.change(plus('t:a')).then(() => {
    answered = true
  })
  await journal.asked()
  await new Promise((resolve) => setImmediate(resolve))
  expect(answered).toBe(false)
  journal.release()
  await change
  expect(answered).toBe(true)
})

test('gathers what arrives during a commit into one batch', async () => {
  const { store, journal } = createTestStore({ held: true })
  const first = store.change(plus('t:a'))
  await journal.asked()
  const later = Array.from({ length: 20 }, (_, index) => store.change(plus(`t:${index}`)))
  journal.release()
  await first
  await journal.asked()
  journal.release()
  await Promise.all(later)
  expect(journal.batches.map((batch) => batch.length)).toEqual([1, 20])
})

test('a read waits only for what it saw', async () => {
  const { store, journal } = createTestStore({ held: true })
  const change = store.change(plus('t:a'))
  await journal.asked()
  expect(store.read((unit) => unit.get(counters, 't:b'))).toBeUndefined()
  const waiting = store.read((unit) => unit.get(counters, 't:a'))
  expect(waiting).toBeInstanceOf(Promise)
  journal.release()
  expect(await waiting).toBe(1)
  await change
  expect(store.read((unit) => unit.get(counters, 't:a'))).toBe(1)
})

test('a refusal that rests on an unwritten change waits for it as well', async () => {
  const { store, journal } = createTestStore({ held: true })
  const change = store.change(plus('t:a'))
  let refused = false
  const refusal = store
    .change((unit) => {
      if (unit.has(counters, 't:a')) throw new Error('EXISTS')
    })
    .catch(() => {
      refused = true
    })
  await journal.asked()
  await new Promise((resolve) => setImmediate(resolve))
  expect(refused).toBe(false)
  journal.release()
  await Promise.all([change, refusal])
  expect(refused).toBe(true)
})

test('refuses all who wait when a batch fails, and answers nothing until it is opened again', async () => {
  const { store, journal, failures } = createTestStore({ held: true })
  const first = store.change(plus('t:a'))
  await journal.asked()
  const second = store.change(plus('t:b'))
  const read = store.read((unit) => unit.get(counters, 't:a'))
  journal.fail()
  for (const one of [first, second, read]) await expect(one).rejects.toThrow('NO_DATABASE_CONNECTION')
  expect(failures).toHaveLength(1)
  expect(() => store.read(() => 1)).toThrow('NO_DATABASE_CONNECTION')
  await expect(store.change(() => 1)).rejects.toThrow('NO_DATABASE_CONNECTION')
})

test('lists keys in order by prefix, with the own writes of the unit', async () => {
  const { store } = createTestStore()
  await store.change((unit) => {
    for (const key of ['a:2', 'a:1', 'b:1', 'a:4']) unit.put(notes, key, { text: key })
  })
  await store.change((unit) => {
    unit.put(notes, 'a:3', { text: 'new' })
    unit.remove(notes, 'a:1')
    expect([...unit.keys(notes, 'a:')]).toEqual(['a:2', 'a:3', 'a:4'])
    expect(unit.count(notes, 'a:')).toBe(3)
    // What goes away while it is listed is left out.
    for (const [key] of unit.entries(notes)) if (key === 'a:2') unit.remove(notes, 'a:3')
  })
  expect(store.read((unit) => [...unit.entries(notes)].map(([key]) => key))).toEqual(['a:2', 'a:4', 'b:1'])
  expect(store.read((unit) => unit.count(notes))).toBe(3)
})

test('finds the key behind another, with the own writes of the unit', async () => {
  const { store } = createTestStore()
  await store.change((unit) => {
    for (const key of ['a', 'c', 'e']) unit.put(counters, key, 1)
  })
  await store.change((unit) => {
    unit.remove(counters, 'c')
    expect(unit.keyAfter(counters, 'a')).toBe('e')
    unit.put(counters, 'd', 1)
    expect(unit.keyAfter(counters, 'a')).toBe('d')
    expect(unit.keyAfter(counters, 'e')).toBeUndefined()
  })
})

test('a part of a unit may fail alone', async () => {
  const { store } = createTestStore()
  const told: string[] = []
  const outcome = await store.change((unit) => {
    unit.put(counters, 'kept', 1)
    return unit.attempt(() => {
      unit.put(counters, 'kept', 2)
      unit.put(notes, 'dropped', { text: 'x' })
      unit.afterCommit(() => told.push('dropped'))
      throw new Error('part')
    })
  })
  expect(outcome).toMatchObject({ error: new Error('part') })
  expect(store.read((unit) => [unit.get(counters, 'kept'), unit.get(notes, 'dropped')])).toEqual([1, undefined])
  expect(told).toEqual([])
})

test('effects follow the commit, and never a failure', async () => {
  const { store, journal } = createTestStore({ held: true })
  const told: string[] = []
  const tell = (what: string) => (unit: Unit) => {
    unit.put(notes, 'k', { text: what })
    unit.afterCommit(() => told.push(what))
  }
  const first = store.change(tell('kept'))
  await journal.asked()
  expect(told).toEqual([])
  journal.release()
  await first
  const second = store.change(tell('lost'))
  await journal.asked()
  journal.fail()
  await expect(second).rejects.toThrow()
  expect(told).toEqual(['kept'])
})

test('what is read again from the log is what was there', async () => {
  const { store, reopen } = createTestStore()
  await store.change((unit) => {
    unit.put(notes, 't:"tab\tline\n"', { text: 'ä\t\n€' })
    unit.put(counters, 't:n', 5)
    unit.put(counters, 't:gone', 5)
  })
  await store.change((unit) => unit.remove(counters, 't:gone'))
  const again = reopen()
  expect(again.read((unit) => [...unit.entries(notes)])).toEqual([['t:"tab\tline\n"', { text: 'ä\t\n€' }]])
  expect(again.read((unit) => [...unit.entries(counters)])).toEqual([['t:n', 5]])
})
