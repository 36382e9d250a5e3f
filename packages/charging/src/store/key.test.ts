import fc from 'fast-check'
import { expect, test } from 'vitest'
import { numberKey, timeKey, weightKey } from './key.ts'

test('weights, numbers and times order as texts as they do as values', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true }), fc.double({ noNaN: true }), (a, b) => {
      expect(weightKey(a) < weightKey(b)).toBe(a > b)
    }),
  )
  fc.assert(
    fc.property(fc.nat(), fc.nat(), (a, b) => {
      expect(numberKey(a) < numberKey(b)).toBe(a < b)
      expect(timeKey(new Date(a * 1000)) < timeKey(new Date(b * 1000))).toBe(a < b)
    }),
  )
})
