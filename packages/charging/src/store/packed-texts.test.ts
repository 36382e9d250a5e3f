import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createPackedTexts } from './packed-texts.ts'
import { createSortedKeys } from './sorted-keys.ts'

const step = fc.record({
  key: fc.integer({ min: 0, max: 30 }).map((n) => `k${n}`),
  text: fc.option(fc.string({ unit: 'binary', maxLength: 300 }).filter((one) => one.isWellFormed())),
})

test('packed texts answer what a map of texts would', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 300 }), (steps) => {
      const packed = createPackedTexts()
      const plain = new Map<string, string>()
      for (const { key, text } of steps) {
        if (text === null) expect(packed.delete(key)).toBe(plain.delete(key))
        else {
          packed.set(key, text)
          plain.set(key, text)
        }
        expect(packed.get(key)).toBe(plain.get(key))
      }
      expect(new Set(packed.keys())).toEqual(new Set(plain.keys()))
      for (const [key, text] of plain) expect(packed.get(key)).toBe(text)
    }),
  )
})

test('a text too long for a slab is kept as well, and may become short again', () => {
  const packed = createPackedTexts()
  const long = 'x'.repeat(5_000_000)
  packed.set('a', long)
  packed.set('b', 'short')
  expect(packed.get('a')).toBe(long)
  packed.set('a', 'y')
  expect([packed.get('a'), packed.get('b')]).toEqual(['y', 'short'])
})

test('sorted keys are those of a sorted list, by prefix and in number', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: 0, max: 5000 }), fc.boolean()), { maxLength: 4000, minLength: 2000 }),
      (steps) => {
        const keys = createSortedKeys()
        const plain = new Set<string>()
        for (const [number, isAdded] of steps) {
          const key = String(number)
          if (isAdded || number > 1000) keys.add(key)
          else keys.remove(key)
          if (isAdded || number > 1000) plain.add(key)
          else plain.delete(key)
        }
        for (const prefix of ['', '1', '49', '999', '7000']) {
          const wanted = [...plain].filter((key) => key.startsWith(prefix)).sort()
          expect([...keys.of(prefix)]).toEqual(wanted)
          expect(keys.count(prefix)).toBe(wanted.length)
          expect(keys.after(prefix)).toBe([...plain].sort().find((key) => key > prefix))
        }
      },
    ),
    { numRuns: 20 },
  )
})
