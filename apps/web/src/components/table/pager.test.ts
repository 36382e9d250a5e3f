import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pageNumbers, resultRange } from './pager.ts'

test('47 hits show 11-20 on page 2 and 41-47 on the last [NAV-17]', () => {
  expect(resultRange(2, 10, 47)).toEqual({ from: 11, to: 20 })
  expect(resultRange(5, 10, 47)).toEqual({ from: 41, to: 47 })
  expect(resultRange(1, 10, 0)).toEqual({ from: 0, to: 0 })
})

test('long lists show gaps', () => {
  expect(pageNumbers(5, 20)).toEqual([1, null, 4, 5, 6, null, 20])
  expect(pageNumbers(1, 20)).toEqual([1, 2, 3, 4, 5, null, 20])
  expect(pageNumbers(20, 20)).toEqual([1, null, 16, 17, 18, 19, 20])
  expect(pageNumbers(1, 3)).toEqual([1, 2, 3])
})

test('first, last and current page are always there, in order, and a gap hides at least one page', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 400 }), (a, b) => {
      const [current, total] = [Math.min(a, b), Math.max(a, b)]
      const shown = pageNumbers(current, total)
      const numbers = shown.filter((page) => page !== null)
      expect(numbers).toEqual([...new Set(numbers)].sort((x, y) => x - y))
      expect(numbers).toEqual(expect.arrayContaining([1, current, total]))
      shown.forEach((page, at) => {
        if (page === null) expect(shown[at + 1]! - shown[at - 1]!).toBeGreaterThan(1)
      })
    }),
  )
})
